"""The bad state of each control that all formats can write."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.parity.application import (
    ROLE,
    STATES,
    App,
    adding,
    arn,
    granting,
    ref,
    setting,
    state,
)

Resources = dict[str, dict[str, Any]]
SECRET = "hunter2-" + "Tr0ub4dor"
TOKEN = "zx4Fq7hh" + "27pwLmQ"
ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def allow(action: str, resource: object = "*") -> dict[str, object]:
    return {"Effect": "Allow", "Action": [action], "Resource": [resource]}


def policy(kind: str, name: str, target: object) -> dict[str, object]:
    return {"Type": kind, "Properties": {name: target, "PolicyDocument": {"Statement": [ANYONE]}}}


# --- what the role may do -------------------------------------------------------------------------
granting("wildcard-action", allow("*"))
granting("service-wildcard", allow("s3:*", "arn:aws:s3:::orders/*"))
granting("pass-any-role", allow("iam:PassRole"))
granting("credential-exposure", allow("iam:CreateAccessKey"))
granting("read-all-data", allow("s3:GetObject"))
granting("change-permissions-anywhere", allow("s3:PutBucketPolicy"))
granting("write-anywhere", allow("dynamodb:PutItem"))
granting("invoke-any-function", allow("lambda:InvokeFunction"))
granting("decrypt-with-any-key", allow("kms:Decrypt"))
granting("privilege-escalation", allow("iam:PutRolePolicy"))
granting("allow-all-but", {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]})


@state("administrator-policy")
def administrator(app: App) -> None:
    app.managed.append("arn:aws:iam::aws:policy/AdministratorAccess")


@state("broad-managed-policy")
def broad(app: App) -> None:
    app.managed.append("arn:aws:iam::aws:policy/AmazonS3FullAccess")


# --- the function ---------------------------------------------------------------------------------
setting("deprecated-runtime", Runtime="python3.7")
setting("no-tracing", TracingConfig={"Mode": "PassThrough"})
setting("recursion-allowed", RecursiveLoop="Allow")
setting("foreign-layer", Layers=["arn:aws:lambda:eu-west-1:111122223333:layer:x:1"])


def variable(control: str, name: str, value: str) -> None:
    def change(app: App) -> None:
        app.function["Environment"]["Variables"][name] = value

    STATES[control] = change


variable("secret-in-environment", "DB_PASSWORD", SECRET)
variable("code-loading-variable", "NODE_OPTIONS", "--require /tmp/x.js")
variable("tls-verification-off", "NODE_TLS_REJECT_UNAUTHORIZED", "0")


@state("endless-logs")
def endless(app: App) -> None:
    del app.resources["Logs"]["Properties"]["RetentionInDays"]


@state("lost-asynchronous-events")
def lost(app: App) -> None:
    del app.function["DeadLetterConfig"]
    app.schedule = {"ScheduleExpression": "rate(1 day)"}


@state("shared-role")
def shared(app: App) -> None:
    properties = {
        "FunctionName": "more",
        "Runtime": "python3.13",
        "Handler": "app.handler",
        "TracingConfig": {"Mode": "Active"},
        "Role": arn(ROLE),
        "Code": {"S3Bucket": "b", "S3Key": "k"},
    }
    app.resources["More"] = {"Type": "AWS::Lambda::Function", "Properties": properties}
    app.resources["MoreLogs"] = {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {"LogGroupName": "/aws/lambda/more", "RetentionInDays": 30},
    }


variable("database-without-tls", "DATABASE_URL", "postgres://db.internal/shop?sslmode=disable")
variable(
    "secret-copied-into-environment",
    "DB_PASSWORD",
    "{{resolve:secretsmanager:prod/catalogue:SecretString:password}}",
)
setting("unpinned-layer", Layers=["{{resolve:ssm:/aws/service/powertools/python/latest}}"])
setting("runtime-near-deprecation", Runtime="nodejs22.x")


def coded(control: str, code: str) -> None:
    """A bad state of the code behind a URL for callers that are signed in."""

    def change(app: App) -> None:
        app.url = {"AuthType": "AWS_IAM"}
        app.code = code

    STATES[control] = change


coded("code-injection", "def handler(event, context):\n    return eval(event['body'])\n")
coded(
    "sql-injection",
    "import psycopg2\n\nconnection = psycopg2.connect('dbname=shop')\n\n"
    "def handler(event, context):\n    name = event['queryStringParameters']['name']\n"
    "    cursor = connection.cursor()\n"
    "    cursor.execute(f\"SELECT * FROM customers WHERE name = '{name}'\")\n",
)
coded(
    "unsafe-deserialisation",
    "import pickle\n\ndef handler(event, context):\n    return pickle.loads(event['body'])\n",
)
coded(
    "certificate-not-verified",
    "import requests\n\ndef handler(event, context):\n"
    "    return requests.get('https://stock.example.com', verify=False, timeout=5).text\n",
)
coded(
    "error-detail-returned",
    "import traceback\n\ndef handler(event, context):\n    try:\n"
    "        return {'statusCode': 200, 'body': str(1 / int(event['n']))}\n"
    "    except Exception:\n"
    "        return {'statusCode': 500, 'body': traceback.format_exc()}\n",
)


@state("event-logged")
def logged(app: App) -> None:
    app.code = "def handler(event, context):\n    print(event)\n"


@state("command-injection")
def injected(app: App) -> None:
    app.url = {"AuthType": "AWS_IAM"}
    app.code = "import os\n\ndef handler(event, context):\n    os.system(event['body'])\n"


READS = (
    "import os\n\nimport boto3\n\n"
    "table = boto3.resource('dynamodb').Table(os.environ['TABLE'])\n\n\n"
    "def handler(event, context):\n    "
)


def calling(control: str, call: str, action: str, resource: object) -> None:
    """A bad state in how the calls of the code and the role's statements fit together."""

    def change(app: App) -> None:
        app.code = f"{READS}return {call}\n"
        app.statements[0] = allow(action, resource)

    STATES[control] = change


PUTS, GETS = "table.put_item(Item={'id': event['id']})", "table.get_item(Key={'id': event['id']})"
calling("open-resource", PUTS, "dynamodb:PutItem", "*")
calling("missing-permission", PUTS, "dynamodb:GetItem", arn("Items"))


@state("unused-permission")
def unused(app: App) -> None:
    app.code = f"{READS}return {GETS}\n"


def asking(control: str, libraries: str) -> None:
    """A bad state of the function's manifest."""

    def change(app: App) -> None:
        app.libraries = libraries

    STATES[control] = change


asking("unpinned-dependencies", "requests>=2\n")
asking("look-alike-dependency", "reqeusts==2.32.3\n")
asking("unhashed-dependencies", "requests==2.32.3\n")
asking(
    "risky-package-source",
    "--extra-index-url https://packages.internal.example/simple\nbilling==1.2.0\n",
)
asking(
    "dependency-by-moving-reference",
    "git+https://github.example/team/billing.git@main#egg=billing\n",
)


@state("secret-in-code")
def secret_in_code(app: App) -> None:
    app.code = f"DB_PASSWORD = '{TOKEN}'\n\n\ndef handler(event, context):\n    return None\n"


# --- the ways in ----------------------------------------------------------------------------------
@state("public-function-url")
def public_url(app: App) -> None:
    app.url = {"AuthType": "NONE"}


@state("uncapped-public-function")
def uncapped(app: App) -> None:
    app.url = {"AuthType": "NONE"}
    del app.function["ReservedConcurrentExecutions"]


@state("any-origin-function-url")
def any_origin(app: App) -> None:
    app.url = {"AuthType": "AWS_IAM", "Cors": {"AllowOrigins": ["*"], "AllowCredentials": True}}


POLLS = {
    "FromJobs": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    "FromStream": ["kinesis:GetRecords", "kinesis:GetShardIterator"],
}


def polled(app: App, name: str, source: object, **settings: object) -> None:
    """An event source, which the function's role may poll (SAM and the framework see to that)."""
    app.mappings[name] = {"EventSourceArn": source, **settings}
    app.statements.append({"Effect": "Allow", "Action": POLLS[name], "Resource": [source]})


@state("stuck-stream")
def stuck(app: App) -> None:
    source = "arn:aws:kinesis:eu-west-1:111122223333:stream/s"
    polled(app, "FromStream", source, StartingPosition="LATEST")


@state("short-visibility-timeout")
def short(app: App) -> None:
    app.resources["Jobs"] = {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 20}}
    polled(app, "FromJobs", arn("Jobs"), BatchSize=1)


@state("queue-without-redrive")
def no_redrive(app: App) -> None:
    app.resources["Jobs"] = {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 90}}
    polled(app, "FromJobs", arn("Jobs"), BatchSize=1)


def permission(control: str, **properties: object) -> None:
    base = {"FunctionName": ref("Orders"), "Action": "lambda:InvokeFunction"}
    adding(control, {"May": {"Type": "AWS::Lambda::Permission", "Properties": base | properties}})


permission("anyone-may-invoke", Principal="*")
permission("permission-without-source", Principal="s3.amazonaws.com")
permission("foreign-account-invokes", Principal="111122223333")
permission("permission-beyond-invoke", Principal="events.amazonaws.com", Action="lambda:*")

# --- messages -------------------------------------------------------------------------------------
adding(
    "queue-encryption-off",
    {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"SqsManagedSseEnabled": False}}},
)
adding(
    "public-queue",
    {
        "Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}},
        "OfJobs": policy("AWS::SQS::QueuePolicy", "Queues", [ref("Jobs")]),
    },
)
adding(
    "public-topic",
    {
        "News": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
        "OfNews": policy("AWS::SNS::TopicPolicy", "Topics", [ref("News")]),
    },
)
adding(
    "plain-text-subscription",
    {
        "News": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
        "Reads": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "TopicArn": ref("News"),
                "Protocol": "http",
                "Endpoint": "http://example.com/news",
            },
        },
    },
)
adding(
    "public-bus",
    {
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "bus"}},
        "OfBus": {
            "Type": "AWS::Events::EventBusPolicy",
            "Properties": {
                "EventBusName": ref("Bus"),
                "Action": "events:PutEvents",
                "Principal": "*",
                "StatementId": "s",
            },
        },
    },
)
adding(
    "target-without-dead-letter",
    {
        "Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "EventPattern": {"source": ["aws.s3"]},
                "Targets": [{"Id": "t", "Arn": arn("Dead")}],
            },
        }
    },
)
adding(
    "unencrypted-stream",
    {"Numbers": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}}},
)


# --- data -----------------------------------------------------------------------------------------
@state("bucket-takes-plain-text")
def plain_bucket(app: App) -> None:
    app.resources["Data"] = {"Type": "AWS::S3::Bucket", "Properties": {}}
    app.function["Environment"]["Variables"]["BUCKET"] = ref("Data")


adding(
    "public-access-block-off",
    {
        "Data": {
            "Type": "AWS::S3::Bucket",
            "Properties": {
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": True,
                    "BlockPublicPolicy": False,
                    "IgnorePublicAcls": True,
                    "RestrictPublicBuckets": True,
                }
            },
        }
    },
)
adding(
    "public-bucket",
    {
        "Data": {"Type": "AWS::S3::Bucket", "Properties": {}},
        "OfData": policy("AWS::S3::BucketPolicy", "Bucket", ref("Data")),
    },
)


@state("table-without-recovery")
def no_recovery(app: App) -> None:
    del app.resources["Items"]["Properties"]["PointInTimeRecoverySpecification"]


@state("table-without-deletion-protection")
def no_protection(app: App) -> None:
    app.resources["Items"]["Properties"]["DeletionProtectionEnabled"] = False


@state("table-lost-with-stack")
def lost_table(app: App) -> None:
    app.resources["Items"]["Properties"]["DeletionProtectionEnabled"] = False
    del app.resources["Items"]["DeletionPolicy"]


NOTICED = {
    "Data": {
        "Type": "AWS::S3::Bucket",
        "Properties": {
            "BucketName": "data",
            "NotificationConfiguration": {
                "LambdaConfigurations": [{"Event": "s3:ObjectCreated:*", "Function": arn("Orders")}]
            },
        },
    },
    "DataMay": {
        "Type": "AWS::Lambda::Permission",
        "Properties": {
            "FunctionName": ref("Orders"),
            "Action": "lambda:InvokeFunction",
            "Principal": "s3.amazonaws.com",
            "SourceArn": "arn:aws:s3:::data",
            "SourceAccount": "111122223333",
        },
    },
}


@state("notification-loop")
def loop(app: App) -> None:
    app.resources.update(copy.deepcopy(NOTICED))
    app.statements.append(allow("s3:PutObject", "arn:aws:s3:::data/*"))


adding(
    "poisoned-trigger",
    NOTICED
    | {
        "OfData": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": ref("Data"),
                "PolicyDocument": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": "*",
                            "Action": "s3:PutObject",
                            "Resource": "arn:aws:s3:::data/*",
                        }
                    ]
                },
            },
        }
    },
)


@state("public-table")
def public_table(app: App) -> None:
    app.resources["Items"]["Properties"]["ResourcePolicy"] = {
        "PolicyDocument": {
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem", "Resource": "*"}
            ]
        }
    }


adding(
    "key-without-rotation",
    {
        "Key": {
            "Type": "AWS::KMS::Key",
            "Properties": {
                "EnableKeyRotation": False,
                "KeyPolicy": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                            "Action": "kms:*",
                            "Resource": "*",
                        }
                    ]
                },
            },
        }
    },
)
adding(
    "public-key",
    {
        "Key": {
            "Type": "AWS::KMS::Key",
            "Properties": {"EnableKeyRotation": True, "KeyPolicy": {"Statement": [ANYONE]}},
        }
    },
)
adding("unencrypted-file-system", {"Files": {"Type": "AWS::EFS::FileSystem", "Properties": {}}})
adding(
    "file-access-as-root",
    {
        "Files": {"Type": "AWS::EFS::FileSystem", "Properties": {"Encrypted": True}},
        "Point": {
            "Type": "AWS::EFS::AccessPoint",
            "Properties": {
                "FileSystemId": ref("Files"),
                "PosixUser": {"Uid": "0", "Gid": "0"},
            },
        },
    },
)
adding("unencrypted-table-cache", {"Cache": {"Type": "AWS::DAX::Cluster", "Properties": {}}})
adding(
    "public-database",
    {
        "Base": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {"PubliclyAccessible": True, "StorageEncrypted": True},
        }
    },
)
adding(
    "literal-secret-value",
    {
        "Secret": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {"Name": "db", "SecretString": SECRET},
        }
    },
)
adding(
    "secret-without-rotation",
    {"Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "db"}}},
)
adding(
    "public-secret-policy",
    {
        "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "db"}},
        "OfSecret": {
            "Type": "AWS::SecretsManager::ResourcePolicy",
            "Properties": {
                "SecretId": ref("Secret"),
                "ResourcePolicy": {"Statement": [ANYONE]},
            },
        },
    },
)
adding(
    "plain-stored-parameter",
    {
        "Stored": {
            "Type": "AWS::SSM::Parameter",
            "Properties": {
                "Name": "/db/password",
                "Type": "String",
                "Value": SECRET,
            },
        }
    },
)

# --- identities -----------------------------------------------------------------------------------


def trusted(control: str, principal: object, **more: object) -> None:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal} | more
    role = {"AssumeRolePolicyDocument": {"Statement": [statement]}}
    adding(control, {"Other": {"Type": "AWS::IAM::Role", "Properties": role}})


STATES_MACHINES = {"Service": "states.amazonaws.com"}


def doing(control: str, principal: object, statements: list[object], **more: object) -> None:
    """A role for somebody else, with what it may do."""
    trusted(control, principal, **more)
    adds = STATES[control]

    def change(app: App) -> None:
        adds(app)
        document = {"Statement": statements}
        app.resources["Other"]["Properties"]["Policies"] = [
            {"PolicyName": "p", "PolicyDocument": document}
        ]

    STATES[control] = change


doing("workflow-role-wildcard", STATES_MACHINES, [allow("lambda:*")])
doing("invoke-anything", STATES_MACHINES, [allow("lambda:InvokeFunction")])
trusted(
    "administrator-deploys",
    {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
    Action="sts:AssumeRoleWithWebIdentity",
)
_pipeline = STATES["administrator-deploys"]


@state("administrator-deploys")
def deploys(app: App) -> None:
    _pipeline(app)
    managed = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    app.resources["Other"]["Properties"]["ManagedPolicyArns"] = managed


trusted("role-open-to-anyone", {"AWS": "*"})
trusted("cross-account-trust", {"AWS": "arn:aws:iam::111122223333:root"})
trusted(
    "federation-open-to-any-repository",
    {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
    Action="sts:AssumeRoleWithWebIdentity",
    Condition={"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
)
adding(
    "long-lived-credentials",
    {
        "Ann": {"Type": "AWS::IAM::User", "Properties": {"UserName": "ann"}},
        "Key": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": ref("Ann")}},
    },
)

# --- apis, users ----------------------------------------------------------------------------------
HTTP: Resources = {
    "Http": {
        "Type": "AWS::ApiGatewayV2::Api",
        "Properties": {"Name": "http", "ProtocolType": "HTTP"},
    },
    "Calls": {
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": ref("Http"),
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": arn("Orders"),
            "PayloadFormatVersion": "2.0",
        },
    },
    "Get": {
        "Type": "AWS::ApiGatewayV2::Route",
        "Properties": {
            "ApiId": ref("Http"),
            "RouteKey": "GET /orders",
            "Target": {"Fn::Join": ["/", ["integrations", ref("Calls")]]},
            "AuthorizationType": "AWS_IAM",
        },
    },
}
REST: Resources = {
    "Rest": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "rest"}},
    "Path": {
        "Type": "AWS::ApiGateway::Resource",
        "Properties": {
            "RestApiId": ref("Rest"),
            "ParentId": {"Fn::GetAtt": ["Rest", "RootResourceId"]},
            "PathPart": "orders",
        },
    },
    "Verb": {
        "Type": "AWS::ApiGateway::Method",
        "Properties": {
            "RestApiId": ref("Rest"),
            "ResourceId": ref("Path"),
            "HttpMethod": "POST",
            "AuthorizationType": "AWS_IAM",
            "Integration": {"Type": "AWS_PROXY", "Uri": arn("Orders")},
        },
    },
}
STAGE = {
    "Stage": {
        "Type": "AWS::ApiGateway::Stage",
        "Properties": {"RestApiId": ref("Rest"), "StageName": "live"},
    }
}
adding("open-http-route", HTTP)
STATES["open-http-route"] = lambda app: app.resources.update(
    HTTP | {"Get": _with(HTTP["Get"], AuthorizationType="NONE")}
)
STATES["any-origin-api"] = lambda app: app.resources.update(
    HTTP
    | {
        "Http": _with(
            HTTP["Http"],
            CorsConfiguration={"AllowOrigins": ["https://*"], "AllowCredentials": True},
        )
    }
)
STATES["open-rest-route"] = lambda app: app.resources.update(
    REST | {"Verb": _with(REST["Verb"], AuthorizationType="NONE")}
)
STATES["api-key-only"] = lambda app: app.resources.update(
    REST | {"Verb": _with(REST["Verb"], AuthorizationType="NONE", ApiKeyRequired=True)}
)
adding("unvalidated-request", REST)
adding("unthrottled-stage", REST | STAGE)
adding("no-access-logs", REST | STAGE)
adding("api-without-firewall", REST | STAGE)
adding(
    "bodies-in-logs",
    REST
    | {
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": ref("Rest"),
                "StageName": "live",
                "MethodSettings": [
                    {
                        "HttpMethod": "*",
                        "ResourcePath": "/*",
                        "LoggingLevel": "INFO",
                        "DataTraceEnabled": True,
                    }
                ],
            },
        }
    },
)
adding(
    "secret-in-stage-variables",
    REST
    | {
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": ref("Rest"),
                "StageName": "live",
                "Variables": {"dbPassword": SECRET},
            },
        }
    },
)
STATES["api-policy-for-anyone"] = lambda app: app.resources.update(
    REST | {"Rest": _with(REST["Rest"], Policy={"Statement": [ANYONE]})}
)
adding(
    "lax-authorizer",
    HTTP
    | {
        "Guard": {
            "Type": "AWS::ApiGatewayV2::Authorizer",
            "Properties": {
                "Name": "guard",
                "ApiId": ref("Http"),
                "AuthorizerType": "JWT",
                "IdentitySource": ["$request.header.Authorization"],
                "JwtConfiguration": {"Issuer": "https://issuer.example.com"},
            },
        }
    },
)
adding(
    "outdated-tls",
    {
        "Domain": {
            "Type": "AWS::ApiGateway::DomainName",
            "Properties": {"DomainName": "a.example.com", "SecurityPolicy": "TLS_1_0"},
        }
    },
)
adding(
    "open-websocket",
    {
        "Socket": {
            "Type": "AWS::ApiGatewayV2::Api",
            "Properties": {
                "Name": "socket",
                "ProtocolType": "WEBSOCKET",
                "RouteSelectionExpression": "$request.body.action",
            },
        },
        "Connect": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": ref("Socket"),
                "RouteKey": "$connect",
                "AuthorizationType": "NONE",
            },
        },
    },
)
adding(
    "graphql-api-key",
    {
        "Graph": {
            "Type": "AWS::AppSync::GraphQLApi",
            "Properties": {"Name": "graph", "AuthenticationType": "API_KEY", "QueryDepthLimit": 5},
        }
    },
)
adding(
    "unbounded-graphql",
    {
        "Graph": {
            "Type": "AWS::AppSync::GraphQLApi",
            "Properties": {"Name": "graph", "AuthenticationType": "AWS_IAM"},
        }
    },
)
adding(
    "guest-identities",
    {
        "Guests": {
            "Type": "AWS::Cognito::IdentityPool",
            "Properties": {"AllowUnauthenticatedIdentities": True},
        }
    },
)
adding(
    "no-second-factor",
    {
        "Users": {
            "Type": "AWS::Cognito::UserPool",
            "Properties": {"UserPoolName": "users", "MfaConfiguration": "OFF"},
        }
    },
)
adding(
    "short-passwords",
    {
        "Users": {
            "Type": "AWS::Cognito::UserPool",
            "Properties": {
                "UserPoolName": "users",
                "Policies": {"PasswordPolicy": {"MinimumLength": 6}},
            },
        }
    },
)
CLIENT = {"UserPoolId": ref("Users"), "ClientName": "web"}
USERS = {
    "Users": {
        "Type": "AWS::Cognito::UserPool",
        "Properties": {"UserPoolName": "users", "MfaConfiguration": "ON"},
    }
}
adding(
    "telling-sign-in",
    USERS
    | {
        "Client": {
            "Type": "AWS::Cognito::UserPoolClient",
            "Properties": CLIENT | {"PreventUserExistenceErrors": "LEGACY"},
        }
    },
)
adding(
    "leaky-sign-in-flow",
    USERS
    | {
        "Client": {
            "Type": "AWS::Cognito::UserPoolClient",
            "Properties": CLIENT
            | {"AllowedOAuthFlows": ["implicit"], "PreventUserExistenceErrors": "ENABLED"},
        }
    },
)

# --- the rest -------------------------------------------------------------------------------------
adding(
    "mutable-image-repository",
    {"Images": {"Type": "AWS::ECR::Repository", "Properties": {"RepositoryName": "images"}}},
)
adding(
    "layer-shared-with-everyone",
    {
        "Sharing": {
            "Type": "AWS::Lambda::LayerVersionPermission",
            "Properties": {
                "LayerVersionArn": "arn:aws:lambda:eu-west-1:111122223333:layer:own:1",
                "Action": "lambda:GetLayerVersion",
                "Principal": "*",
            },
        }
    },
)
adding(
    "open-egress",
    {
        "Wall": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "d",
                "SecurityGroupEgress": [
                    {"IpProtocol": "-1", "FromPort": 0, "ToPort": 0, "CidrIp": "0.0.0.0/0"}
                ],
            },
        }
    },
)
_adds_wall = STATES["open-egress"]


@state("open-egress")
def egress(app: App) -> None:
    _adds_wall(app)
    app.function["VpcConfig"] = {"SubnetIds": ["subnet-1"], "SecurityGroupIds": [ref("Wall")]}
    app.managed.append("arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")


def _flow(definition: object) -> Resources:
    properties = {
        "StateMachineName": "flow",
        "RoleArn": "arn:aws:iam::111122223333:role/flow",
        "Definition": definition,
    }
    return {"Flow": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}}


adding(
    "function-chosen-by-event",
    _flow(
        {
            "StartAt": "A",
            "States": {
                "A": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName.$": "$.name"},
                    "End": True,
                }
            },
        }
    ),
)
adding(
    "secret-in-state-machine",
    _flow(
        {
            "StartAt": "A",
            "States": {
                "A": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "pay", "Payload": {"apiKey": SECRET}},
                    "End": True,
                }
            },
        }
    ),
)
adding(
    "plain-http-integration",
    HTTP
    | {
        "Stock": {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {
                "ApiId": ref("Http"),
                "IntegrationType": "HTTP_PROXY",
                "IntegrationUri": "http://erp.example.com/stock",
            },
        },
        "StockRoute": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": ref("Http"),
                "RouteKey": "GET /stock",
                "Target": {"Fn::Join": ["/", ["integrations", ref("Stock")]]},
                "AuthorizationType": "AWS_IAM",
            },
        },
    },
)
adding(
    "public-log-destination",
    {
        "Central": {
            "Type": "AWS::Logs::Destination",
            "Properties": {
                "DestinationName": "central",
                "RoleArn": "arn:aws:iam::111122223333:role/logs",
                "TargetArn": "arn:aws:kinesis:eu-west-1:111122223333:stream/logs",
                "DestinationPolicy": json.dumps({"Statement": [ANYONE]}),
            },
        }
    },
)
adding(
    "gradual-deployment-without-alarms",
    {
        "Shift": {
            "Type": "AWS::CodeDeploy::DeploymentGroup",
            "Properties": {
                "ApplicationName": "shop",
                "ServiceRoleArn": "arn:aws:iam::111122223333:role/deploy",
                "DeploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
            },
        }
    },
)
adding(
    "warn-only-code-signing",
    {
        "Signing": {
            "Type": "AWS::Lambda::CodeSigningConfig",
            "Properties": {
                "AllowedPublishers": {
                    "SigningProfileVersionArns": [
                        "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/shop/1"
                    ]
                }
            },
        }
    },
)


@state("secret-in-outputs")
def told(app: App) -> None:
    app.resources["Ann"] = {"Type": "AWS::IAM::User", "Properties": {"UserName": "ann"}}
    app.resources["Key"] = {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": ref("Ann")}}
    app.outputs["DeployKey"] = {"Value": {"Fn::GetAtt": ["Key", "SecretAccessKey"]}}


@state("plain-secret-parameter")
def plain_parameter(app: App) -> None:
    app.parameters["WebhookToken"] = {"Type": "String", "Default": SECRET}


adding(
    "unpinned-application",
    {
        "App": {
            "Type": "AWS::Serverless::Application",
            "Properties": {
                "Location": {
                    "ApplicationId": "arn:aws:serverlessrepo:us-east-1:111122223333:applications/a"
                }
            },
        }
    },
)


def _with(resource: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {**resource, "Properties": resource["Properties"] | properties}


# --- smaller things -------------------------------------------------------------------------------
variable("debug-mode", "FLASK_DEBUG", "1")
setting("disabled-function", ReservedConcurrentExecutions=0)
permission(
    "event-source-token-in-template",
    Principal="alexa-appkit.amazon.com",
    EventSourceToken="amzn1.ask.skill.example",
)


@state("network-permission-without-network")
def needless(app: App) -> None:
    app.managed.append("arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")


@state("greedy-queue-reader")
def greedy(app: App) -> None:
    del app.function["ReservedConcurrentExecutions"]
    polled(app, "FromJobs", "arn:aws:sqs:eu-west-1:111122223333:jobs")


@state("slow-answer")
def slow(app: App) -> None:
    app.resources.update(copy.deepcopy(HTTP))
    app.function["Timeout"] = 120


@state("short-lived-logs")
def short_lived(app: App) -> None:
    app.resources["Logs"]["Properties"]["RetentionInDays"] = 1


adding(
    "default-endpoint-left-on",
    REST
    | {
        "Domain": {
            "Type": "AWS::ApiGateway::DomainName",
            "Properties": {"DomainName": "a.example.com", "SecurityPolicy": "TLS_1_2"},
        },
        "Leads": {
            "Type": "AWS::ApiGateway::BasePathMapping",
            "Properties": {"DomainName": ref("Domain"), "RestApiId": ref("Rest")},
        },
    },
)
adding(
    "access-logs-without-caller",
    REST
    | {
        "Stage": _with(
            STAGE["Stage"],
            AccessLogSetting={
                "DestinationArn": "arn:aws:logs:eu-west-1:111122223333:log-group:api",
                "Format": "$context.requestId $context.status",
            },
        )
    },
)
adding(
    "unencrypted-api-cache",
    REST | {"Stage": _with(STAGE["Stage"], CacheClusterEnabled=True, CacheClusterSize="0.5")},
)
adding(
    "execution-data-in-logs",
    {
        "Flow": _with(
            _flow({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})["Flow"],
            LoggingConfiguration={"Level": "ALL", "IncludeExecutionData": True},
        )
    },
)
adding(
    "silent-alarm",
    {
        "Errors": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmName": "errors",
                "MetricName": "Errors",
                "Namespace": "AWS/Lambda",
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
                "Period": 60,
                "Statistic": "Sum",
                "Threshold": 0,
            },
        }
    },
)
adding(
    "trail-without-data-events",
    {
        "Trail": {
            "Type": "AWS::CloudTrail::Trail",
            "Properties": {"TrailName": "trail", "S3BucketName": "trails", "IsLogging": True},
        }
    },
)
adding(
    "endpoint-for-anything",
    {
        "Private": {
            "Type": "AWS::EC2::VPCEndpoint",
            "Properties": {"VpcId": "vpc-1", "ServiceName": "com.amazonaws.eu-west-1.s3"},
        }
    },
)


@state("ingress-to-functions")
def ingress(app: App) -> None:
    egress(app)
    app.resources["Wall"]["Properties"]["SecurityGroupIngress"] = [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}
    ]
