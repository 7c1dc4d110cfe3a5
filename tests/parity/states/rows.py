"""More bad states that all formats can write: networks, capacities, permissions, snapshots."""

from __future__ import annotations

from tests.parity.application import FUNCTION, App, adding, ref, setting, state

_NETWORK_POLICY = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"


def _stands_in(app: App, name: str, *, public: bool) -> None:
    """The function stands in a subnet of this application."""
    properties = {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "MapPublicIpOnLaunch": public}
    app.resources[name] = {"Type": "AWS::EC2::Subnet", "Properties": properties}
    app.function["VpcConfig"] = {"SubnetIds": [ref(name)], "SecurityGroupIds": ["sg-1"]}
    app.managed.append(_NETWORK_POLICY)


@state("function-in-public-subnet")
def public_subnet(app: App) -> None:
    _stands_in(app, "Front", public=True)


@state("service-without-endpoint")
def without_endpoint(app: App) -> None:
    _stands_in(app, "Back", public=False)


@state("function-outside-network")
def outside_network(app: App) -> None:
    app.resources["Store"] = {
        "Type": "AWS::RDS::DBInstance",
        "Properties": {"StorageEncrypted": True},
    }
    variables = app.function["Environment"]["Variables"]
    variables["HOST"] = {"Fn::GetAtt": ["Store", "Endpoint.Address"]}


adding(
    "fixed-table-capacity",
    {
        "Stock": {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Retain",
            "Properties": {
                "TableName": "stock",
                "BillingMode": "PROVISIONED",
                "DeletionProtectionEnabled": True,
                "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
            },
        }
    },
)
adding(
    "unencrypted-graphql-cache",
    {"Cache": {"Type": "AWS::AppSync::ApiCache", "Properties": {"ApiId": "shop"}}},
)
adding(
    "permission-without-route",
    {
        "Erp": {
            "Type": "AWS::ApiGatewayV2::Api",
            "Properties": {"Name": "erp", "ProtocolType": "HTTP"},
        },
        "ErpCalls": {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {
                "ApiId": ref("Erp"),
                "IntegrationType": "HTTP_PROXY",
                "IntegrationUri": "https://erp.example.com/stock",
            },
        },
        "ErpRoute": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": ref("Erp"),
                "RouteKey": "GET /stock",
                "Target": {"Fn::Join": ["/", ["integrations", ref("ErpCalls")]]},
                "AuthorizationType": "AWS_IAM",
            },
        },
        "ErpMay": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "FunctionName": ref(FUNCTION),
                "Action": "lambda:InvokeFunction",
                "Principal": "apigateway.amazonaws.com",
                "SourceArn": {
                    "Fn::Join": [
                        "",
                        ["arn:aws:execute-api:eu-west-1:111122223333:", ref("Erp"), "/*/GET/old"],
                    ]
                },
            },
        },
    },
)
adding(
    "distribution-can-be-bypassed",
    {
        "Door": {
            "Type": "AWS::Lambda::Url",
            "Properties": {"TargetFunctionArn": ref(FUNCTION), "AuthType": "NONE"},
        },
        "Shop": {
            "Type": "AWS::CloudFront::Distribution",
            "Properties": {
                "DistributionConfig": {
                    "Origins": [
                        {"Id": "orders", "DomainName": {"Fn::GetAtt": ["Door", "FunctionUrl"]}}
                    ]
                }
            },
        },
    },
)


@state("unfiltered-shared-stream")
def shared_stream(app: App) -> None:
    stream = {"Fn::GetAtt": ["Clicks", "Arn"]}
    app.resources["Clicks"] = {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}}
    app.mappings["FromClicks"] = {"EventSourceArn": stream, "StartingPosition": "LATEST"}
    actions = ["kinesis:GetRecords", "kinesis:GetShardIterator"]
    app.statements.append({"Effect": "Allow", "Action": actions, "Resource": [stream]})
    app.resources["ToOthers"] = {
        "Type": "AWS::Lambda::EventSourceMapping",
        "Properties": {
            "FunctionName": "arn:aws:lambda:eu-west-1:111122223333:function:audit",
            "EventSourceArn": stream,
            "StartingPosition": "LATEST",
        },
    }


setting("missing-handler", Handler="nothing.handler")


@state("state-in-snapshot")
def snapshot(app: App) -> None:
    app.function["SnapStart"] = {"ApplyOn": "PublishedVersions"}
    app.code = "import uuid\n\nONE = uuid.uuid4()\n" + app.code
