"""The ways in: URLs, queues and streams, permissions."""

from __future__ import annotations

from tests.parity.application import App, adding, arn, ref, state


@state("public-function-url")
def public_url(app: App) -> None:
    app.url = {"AuthType": "NONE"}


@state("uncapped-public-function")
def uncapped(app: App) -> None:
    app.url = {"AuthType": "NONE"}
    app.function.pop("ReservedConcurrentExecutions", None)


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
