"""Images, layers, the network, workflows, deployments, outputs."""

from __future__ import annotations

import json

from tests.parity.application import STATES, App, adding, ref, state
from tests.parity.states.apis import HTTP
from tests.parity.states.parts import ANYONE, SECRET, Resources

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


def flow(definition: object) -> Resources:
    properties = {
        "StateMachineName": "flow",
        "RoleArn": "arn:aws:iam::111122223333:role/flow",
        "Definition": definition,
    }
    return {"Flow": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}}


adding(
    "function-chosen-by-event",
    flow(
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
    flow(
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
