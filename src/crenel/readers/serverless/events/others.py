"""Events of other services: buckets, logs, IoT, Alexa, user pools, load balancers, CloudFront."""

from __future__ import annotations

from crenel.model.entities import EntryKind
from crenel.model.value import Absent, Known, Text, Value
from crenel.readers.sam.values import Raw, fields, word
from crenel.readers.serverless.events.event import Event, words
from crenel.readers.serverless.naming import alphanumeric, upper_first

_CREATED = "s3:ObjectCreated:*"
_LOGS = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:*"


def s3(event: Event) -> None:
    """A bucket's notification; a bucket that exists is not made."""
    bucket = event.named("bucket")
    kinds = event.get("event")
    if isinstance(kinds, Absent):
        kinds = event.maker.value(_CREATED)
    if event.get("existing").is_true().certain or not isinstance(bucket, Known | Text):
        event.entry(EntryKind.OBJECT, bucket, kinds)
    else:
        _bucket(event, bucket, kinds)
    account = event.maker.text("${AWS::AccountId}")
    source = event.maker.text("arn:${AWS::Partition}:s3:::${Bucket}", Bucket=bucket)
    event.permit("s3", source, suffix="S3", SourceAccount=account)


def _bucket(event: Event, bucket: Value, kinds: Value) -> None:
    maker, stack = event.maker, event.stack
    settings = stack.setting("s3", word(bucket)) if word(bucket) else stack.setting("s3", "")
    identity = f"S3Bucket{alphanumeric(bucket.text())}"
    if identity not in stack.made:
        name = settings.get("name")
        properties: dict[str, Raw] = {"BucketName": bucket if isinstance(name, Absent) else name}
        for _, key, value, _ in fields(settings):
            if key != "name":
                properties[upper_first(key)] = value
        maker.make(identity, "AWS::S3::Bucket", properties)
    configurations: list[Raw] = [
        {"Event": kind, "Function": event.target, "Filter": event.get("rules")}
        for kind in words(kinds)
    ]
    where = ("NotificationConfiguration", "LambdaConfigurations")
    stack.append(identity, where, maker.value(configurations))


def cloudwatch_log(event: Event) -> None:
    """Log groups that are sent to the function."""
    for number, group in enumerate(words(event.named("logGroup"))):
        properties = {
            "LogGroupName": group,
            "FilterPattern": event.get("filter").or_default("", "framework default"),
            "DestinationArn": event.target,
        }
        name = f"{event.base}LogsSubscriptionFilterCloudWatchLog{event.number}{number or ''}"
        event.maker.make(name, "AWS::Logs::SubscriptionFilter", properties)
        source = event.maker.text(_LOGS, Group=group)
        event.permit("logs", source, suffix=f"CloudWatchLog{number}")


def iot(event: Event) -> None:
    """A topic rule of AWS IoT."""
    payload = {
        "Sql": event.get("sql"),
        "RuleDisabled": event.enabled("false", "true"),
        "Actions": [{"Lambda": {"FunctionArn": event.target}}],
    }
    properties = {"RuleName": event.get("name"), "TopicRulePayload": payload}
    name = f"{event.base}IotTopicRule{event.number}"
    event.maker.make(name, "AWS::IoT::TopicRule", properties)
    rule = event.maker.text(
        "arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${Rule}",
        Rule=event.maker.ref(name),
    )
    event.permit("iot", rule, suffix="IotTopicRule")


def iot_fleet(event: Event) -> None:
    """The hook of fleet provisioning."""
    event.entry(EntryKind.IOT)
    event.permit("iot", suffix="IotFleetProvisioning")


def alexa_skill(event: Event) -> None:
    """A skill, named by its id."""
    app = event.named("appId")
    app = Absent() if isinstance(app, Known) and app.text() == "alexaSkill" else app
    event.entry(EntryKind.ALEXA, app)
    event.permit("alexa-appkit.amazon.com", suffix="AlexaSkill", EventSourceToken=app)


def alexa_smart_home(event: Event) -> None:
    """A smart home skill."""
    app = event.named("appId")
    event.entry(EntryKind.ALEXA, app)
    event.permit("alexa-connectedhome.amazon.com", suffix="AlexaSmartHome", EventSourceToken=app)


def user_pool(event: Event) -> None:
    """A trigger of a user pool; one that exists is not made."""
    pool, triggers = event.get("pool"), event.get("trigger")
    if event.get("existing").is_true().certain or not word(pool):
        event.entry(EntryKind.IDENTITY, pool, triggers)
        event.permit("cognito-idp", suffix="CognitoUserPool")
        return
    identity = f"CognitoUserPool{alphanumeric(word(pool))}"
    event.maker.make(identity, "AWS::Cognito::UserPool", {"UserPoolName": pool})
    for trigger in words(triggers):
        config = event.maker.value({trigger.text(): event.target})
        event.stack.append(identity, ("LambdaConfig",), config)
    event.permit("cognito-idp", event.maker.ref(identity, "Arn"), suffix="CognitoUserPool")


def alb(event: Event) -> None:
    """A target group behind a load balancer."""
    name = f"{event.base}AlbTargetGroup{event.number}"
    properties = {"TargetType": "lambda", "Targets": [{"Id": event.target}]}
    event.maker.make(name, "AWS::ElasticLoadBalancingV2::TargetGroup", properties)
    event.permit("elasticloadbalancing", suffix="Alb")


def cloud_front(event: Event) -> None:
    """Code at the edge, of a distribution."""
    event.entry(EntryKind.OTHER, event.get("origin"), event.get("eventType"))
