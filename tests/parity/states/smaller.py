"""What weighs little: low and informative controls."""

from __future__ import annotations

import copy

from tests.parity.application import App, adding, ref, setting, state
from tests.parity.states.apis import HTTP, REST, STAGE
from tests.parity.states.delivery import egress, flow
from tests.parity.states.entries import permission, polled
from tests.parity.states.function import variable
from tests.parity.states.parts import with_properties

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
    app.function.pop("ReservedConcurrentExecutions", None)
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
        "Stage": with_properties(
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
    REST
    | {"Stage": with_properties(STAGE["Stage"], CacheClusterEnabled=True, CacheClusterSize="0.5")},
)
adding(
    "execution-data-in-logs",
    {
        "Flow": with_properties(
            flow({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})["Flow"],
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
