"""``terraform-aws-modules/lambda/aws``: a function, its role, log group, URL, triggers; a layer."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent, Known, Map, Text, Value, known, sequence
from crenel.readers.vocabulary.terraform.archives import built_from, packed_of
from crenel.readers.vocabulary.terraform.function_urls import permission_for_everyone
from crenel.readers.vocabulary.terraform.modules.call import (
    allowed,
    alone,
    documented,
    inside,
    off,
    on,
    role,
    things,
)
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.values import per_case, renamed, unless, word_if
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/lambda/aws"
_ALIAS = f"{_MODULE}//modules/alias"

# What its iam.tf attaches, or copies: AWSLambdaENIManagementAccess, AWSXRayDaemonWriteAccess.
_NETWORK = (
    "CreateNetworkInterface",
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "DeleteNetworkInterface",
    "AssignPrivateIpAddresses",
    "UnassignPrivateIpAddresses",
)
_TRACES = (
    "PutTraceSegments",
    "PutTelemetryRecords",
    "GetSamplingRules",
    "GetSamplingTargets",
    "GetSamplingStatisticSummaries",
)
_FEEDING = ("sns:Publish", "sqs:SendMessage", "events:PutEvents", "lambda:InvokeFunction")

TABLE.lead(_MODULE, "lambda_role_arn", "lambda_role_name", suffix="#role")
TABLE.lead(
    _MODULE, "lambda_cloudwatch_log_group_arn", "lambda_cloudwatch_log_group_name", suffix="#logs"
)
TABLE.lead(_MODULE, "lambda_layer_arn", "lambda_layer_layer_arn", suffix="#layer")
TABLE.lead(
    _MODULE,
    "lambda_function_invoke_arn",
    "lambda_function_qualified_invoke_arn",
    attribute="Arn",
)


@TABLE.expands((), _MODULE)
def function(it: Written) -> Iterator[Resource]:
    """Everything that the module makes for one call."""
    if off(it, "create"):
        return
    if it["create_layer"].is_true().certain:
        layer = {"LayerName": it["layer_name"], "Content.LocalPath": _source(it)}
        yield it.made("AWS::Lambda::LayerVersion", layer, "#layer")
        return
    if off(it, "create_function"):
        return
    yield _function(it)
    if not off(it, "create_role"):
        yield role(it, "function_name", "lambda.amazonaws.com", *_added(it))
    if it["use_existing_cloudwatch_log_group"].is_true().refuted:
        yield _logs(it)
    if on(it, "create_lambda_function_url"):
        yield from _url(it)
    yield from _permissions(it)
    yield from _mappings(it)


def _function(it: Written) -> Resource:
    properties = it.plain(
        {
            "FunctionName": "function_name",
            "Runtime": "runtime",
            "Handler": "handler",
            "PackageType": "package_type",
            "Code.ImageUri": "image_uri",
            "Environment.Variables": "environment_variables",
            "KmsKeyArn": "kms_key_arn",
            "Timeout": "timeout",
            "MemorySize": "memory_size",
            "Layers": "layers",
            "TracingConfig.Mode": "tracing_mode",
            "CodeSigningConfigArn": "code_signing_config_arn",
            "EphemeralStorage.Size": "ephemeral_storage_size",
            "Architectures": "architectures",
            "LoggingConfig.LogFormat": "logging_log_format",
            "LoggingConfig.LogGroup": "logging_log_group",
            "VpcConfig.SubnetIds": "vpc_subnet_ids",
            "VpcConfig.SecurityGroupIds": "vpc_security_group_ids",
            "RecursiveLoop": "recursive_loop",
            "Tags": "tags",
        }
    )
    letters = it["dead_letter_target_arn"].or_else(it["destination_on_failure"])
    return it.made(
        "AWS::Lambda::Function",
        {
            **properties,
            "Code.LocalPath": _source(it),
            "Code.Patterns": packed_of(it["source_path"]),
            "Role": alone(it.ref("#role"), it["lambda_role"]),
            "DeadLetterConfig.TargetArn": letters,
            "ReservedConcurrentExecutions": unless(it["reserved_concurrent_executions"], -1),
            "SnapStart.ApplyOn": word_if(it["snap_start"], "PublishedVersions"),
        },
    )


def _source(it: Written) -> Value:
    """What the package is made from, or the package itself."""
    return built_from(it["source_path"].or_else(it["local_existing_package"]))


def _added(it: Written) -> Iterator[Value]:
    """Statements of the policies that switches add; that of logs is on by default."""
    if not off(it, "attach_cloudwatch_logs_policy"):
        yield allowed(it, [f"logs:{name}" for name in _log_actions(it)], _log_streams(it))
    if on(it, "attach_network_policy"):
        yield allowed(it, [f"ec2:{name}" for name in _NETWORK])
    if on(it, "attach_tracing_policy"):
        yield allowed(it, [f"xray:{name}" for name in _TRACES])
    if on(it, "attach_dead_letter_policy"):
        yield allowed(it, _FEEDING[:2], it["dead_letter_target_arn"])
    if on(it, "attach_async_event_policy"):
        ends = [it[f"destination_on_{end}"] for end in ("failure", "success")]
        told = [one for one in ends if not isinstance(one, Absent)]
        yield allowed(it, _FEEDING, sequence(told))


def _log_actions(it: Written) -> Iterator[str]:
    existing = it["use_existing_cloudwatch_log_group"].is_true().certain
    if not existing and not off(it, "attach_create_log_group_permission"):
        yield "CreateLogGroup"
    yield from ("CreateLogStream", "PutLogEvents")


def _log_streams(it: Written) -> Value:
    """The streams of the function's log group."""
    name = _log_group(it)
    start = documented(it, "arn:aws:logs:*:*:log-group:")
    end = documented(it, ":*")
    if isinstance(name, Known | Text) and isinstance(start, Known) and isinstance(end, Known):
        inside = (name,) if isinstance(name, Known) else name.segments
        return Text(segments=(start, *inside, end), span=name.span, via=start.via)
    return documented(it, "arn:aws:logs:*:*:log-group:*:*")


def _log_group(it: Written) -> Value:
    name = it["function_name"]
    prefix = documented(it, "/aws/lambda/")
    if isinstance(name, Known):
        return known(f"/aws/lambda/{name.text()}", name.span, prefix.via)
    if isinstance(name, Text) and isinstance(prefix, Known):
        return Text(segments=(prefix, *name.segments), span=name.span, via=prefix.via)
    return name


def _logs(it: Written) -> Resource:
    return it.made(
        "AWS::Logs::LogGroup",
        {
            "LogGroupName": _log_group(it),
            "RetentionInDays": unless(it["cloudwatch_logs_retention_in_days"], 0),
            "KmsKeyId": it["cloudwatch_logs_kms_key_id"],
        },
        "#logs",
    )


def _url(it: Written) -> Iterator[Resource]:
    cors = {
        "AllowOrigins": "allow_origins",
        "AllowCredentials": "allow_credentials",
        "AllowMethods": "allow_methods",
        "AllowHeaders": "allow_headers",
    }
    given = it["cors"]
    empty = isinstance(given, Map) and not given.content
    auth = it["authorization_type"].or_default("NONE", "default of the module")
    yield it.made(
        "AWS::Lambda::Url",
        {
            "TargetFunctionArn": it.ref(),
            "AuthType": auth,
            "Cors": Absent() if empty else renamed(given, cors),
        },
        "#url",
    )
    yield from permission_for_everyone(it, it.ref(), auth)


def _permissions(it: Written) -> Iterator[Resource]:
    """``allowed_triggers``: a service's short name or a principal, and its source."""
    for name, trigger in things(it, "allowed_triggers"):
        principal = per_case(trigger.get("service"), _principal).or_else(trigger.get("principal"))
        action = trigger.get("action").or_default("lambda:InvokeFunction", "default of the module")
        properties = {
            "FunctionName": it.ref(),
            "Principal": principal,
            "Action": action,
            "SourceArn": trigger.get("source_arn"),
            "SourceAccount": trigger.get("source_account"),
            "EventSourceToken": trigger.get("event_source_token"),
        }
        yield it.made("AWS::Lambda::Permission", properties, f"#trigger {name}")


def _principal(service: Value) -> Value:
    if not isinstance(service, Known):
        return service
    return known(f"{service.text()}.amazonaws.com", service.span, service.via)


def _mappings(it: Written) -> Iterator[Resource]:
    for name, one in things(it, "event_source_mapping"):
        properties = {
            "FunctionName": it.ref(),
            "EventSourceArn": one.get("event_source_arn"),
            "SelfManagedEventSource": one.get("self_managed_event_source"),
            "StartingPosition": one.get("starting_position"),
            "BisectBatchOnFunctionError": one.get("bisect_batch_on_function_error"),
            "MaximumRecordAgeInSeconds": one.get("maximum_record_age_in_seconds"),
            "MaximumRetryAttempts": one.get("maximum_retry_attempts"),
            "DestinationConfig.OnFailure.Destination": inside(one, "destination_arn_on_failure"),
            "ScalingConfig.MaximumConcurrency": inside(one, "scaling_config.maximum_concurrency"),
            "BatchSize": one.get("batch_size"),
            "FilterCriteria": one.get("filter_criteria"),
        }
        yield it.made("AWS::Lambda::EventSourceMapping", properties, f"#source {name}")


@TABLE.becomes("AWS::Lambda::Alias", _ALIAS)
def alias(it: Written) -> dict[str, Value]:
    """An alias of a function."""
    return it.plain({"Name": "name", "FunctionName": "function_name"})
