"""``functions``: each function with its role, its log group, its URL and its destinations."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import How, Step
from crenel.model.resource import Origin
from crenel.model.source import Span
from crenel.model.value import NOTHING, Absent, Known, List, Map, Value, known, mapping
from crenel.readers.sam.values import Raw, each, fields, word, written
from crenel.readers.serverless.code import code, with_image
from crenel.readers.serverless.layers import layers
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.naming import normalised
from crenel.readers.serverless.roles import allow, role_of
from crenel.readers.serverless.stack import FUNCTION, Stack
from crenel.readers.serverless.urls import add_url

_KEYS = {
    "handler": "Handler",
    "runtime": "Runtime",
    "timeout": "Timeout",
    "memorySize": "MemorySize",
    "environment": "Environment",
    "kmsKeyArn": "KmsKeyArn",
    "role": "Role",
    "layers": "Layers",
    "vpc": "VpcConfig",
    "tracing": "TracingConfig",
    "onError": "DeadLetterConfig",
    "reservedConcurrency": "ReservedConcurrentExecutions",
}
"""The framework's names of properties -> CloudFormation's."""


def collect(stack: Stack) -> list[tuple[str, Value, Span]]:
    """Every function: its name, what is said of it, and where its name stands."""
    section = stack.scope.whole.get("functions")
    parts = section.elements if isinstance(section, List) else (section,)
    found: list[tuple[str, Value, Span]] = []
    for part in parts:
        if not isinstance(part, Map | Absent):
            stack.scope.problem("functions that are not known", part.span or stack.span)
        for _, name, body, key in fields(part):
            if isinstance(body, Map):
                found.append((name, body, key or body.span or stack.span))
                stack.functions[name] = body
            elif not isinstance(body, Absent):
                stack.scope.problem(f"the function {name} is not known", key or stack.span)
    return found


def add_function(stack: Stack, name: str, body: Value, span: Span) -> Maker | None:
    """The function and what stands with it; None where no deployment makes it."""
    guard = _guard(stack, body)
    if guard is None:
        return None
    maker = Maker(stack, Origin(span.file, name, FUNCTION, span), guard)
    identity = f"{normalised(name)}LambdaFunction"
    maker.make(
        identity,
        "AWS::Lambda::Function",
        _properties(stack, name, body, maker),
        keys=_keys(body),
        attributes=with_image(stack, body),
    )
    _add_log_group(stack, name, body, maker)
    add_url(stack, name, body, maker)
    _add_destinations(stack, name, body, maker)
    return maker


def _properties(stack: Stack, name: str, body: Value, maker: Maker) -> dict[str, Raw]:
    full = stack.name("${service}-${stage}-${name}", name=known(name))
    given = body.get("name")
    return {
        "FunctionName": full if isinstance(given, Absent) else given,
        "Handler": body.get("handler"),
        "Runtime": _taken(stack, body, "runtime") if not written(body.get("image")) else None,
        "Timeout": _taken(stack, body, "timeout").or_default(6, "framework default"),
        "MemorySize": _taken(stack, body, "memorySize").or_default(1024, "framework default"),
        "Environment": _environment(stack, body),
        "KmsKeyArn": _taken(stack, body, "kmsKeyArn"),
        "Role": role_of(stack, name, body, maker),
        "Layers": layers(stack, body),
        "VpcConfig": _network(_taken(stack, body, "vpc")),
        "TracingConfig": _tracing(stack, body),
        "DeadLetterConfig": _dead_letter(stack, body, maker),
        "ReservedConcurrentExecutions": body.get("reservedConcurrency"),
        "EphemeralStorage": _wrapped("Size", body.get("ephemeralStorageSize")),
        "Architectures": _listed(_taken(stack, body, "architecture")),
        "SnapStart": _snap_start(body),
        "FileSystemConfigs": _file_systems(body),
        "LoggingConfig": _logging(stack, body),
        "Tags": body.get("tags"),
        **code(stack, body, maker),
    }


def _taken(stack: Stack, body: Value, name: str) -> Value:
    """The function's own value, or the provider's."""
    own = body.get(name)
    return stack.shared(name, stack.setting(name)) if isinstance(own, Absent) else own


def _environment(stack: Stack, body: Value) -> Value:
    content: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    shared, own = stack.setting("environment"), body.get("environment")
    for _, name, value, key in fields(shared):
        content[name] = stack.shared(f"environment.{name}", value)
        keys |= {name: key} if key else {}
    for _, name, value, key in fields(own):
        content[name] = value
        keys |= {name: key} if key else {}
    first = shared if isinstance(own, Absent) else own
    if not content:
        unknown = not isinstance(first, Map | Absent)
        return _wrapped("Variables", first) if unknown else NOTHING
    return _wrapped("Variables", Map(content=content, keys=keys, span=first.span, via=first.via))


def _network(value: Value) -> Value:
    return each(
        value,
        lambda leaf: (
            mapping(
                {
                    "SecurityGroupIds": leaf.get("securityGroupIds"),
                    "SubnetIds": leaf.get("subnetIds"),
                },
                leaf.span,
                leaf.via,
            )
            if isinstance(leaf, Map)
            else leaf
        ),
    )


def _tracing(stack: Stack, body: Value) -> Value:
    value = body.get("tracing")
    if isinstance(value, Absent):
        value = stack.shared("tracing.lambda", stack.setting("tracing", "lambda"))

    def mode(leaf: Value) -> Value:
        if isinstance(leaf, Known) and isinstance(leaf.value, bool):
            chosen = "Active" if leaf.value else "PassThrough"
            leaf = Known(value=chosen, span=leaf.span, via=leaf.via)
        return _wrapped("Mode", leaf)

    return each(value, mode)


def _dead_letter(stack: Stack, body: Value, maker: Maker) -> Value:
    """``onError``, or the ``deadLetter`` of the plugin serverless-plugin-lambda-dead-letter."""
    value = body.get("onError")
    if isinstance(value, Absent):
        value = body.at("deadLetter", "targetArn")
    if isinstance(value, Map):
        value = value.get("GetResourceArn")
    if not isinstance(value, Absent):
        actions = ("sns:Publish", "sqs:SendMessage")
        stack.role_statements.append(maker.at(value.span).value(allow(actions, [value])))
    return _wrapped("TargetArn", value)


def _snap_start(body: Value) -> Value:
    switch = body.get("snapStart")
    if not switch.is_true().certain:
        return NOTHING
    step = Step(How.EXPANSION, "framework default", switch.span)
    return _wrapped("ApplyOn", known("PublishedVersions", switch.span, step))


def _file_systems(body: Value) -> Value:
    config = body.get("fileSystemConfig")
    if not isinstance(config, Map):
        return _listed(config)
    content = {"Arn": config.get("arn"), "LocalMountPath": config.get("localMountPath")}
    return _listed(mapping(content, config.span, config.via))


def _logging(stack: Stack, body: Value) -> Value:
    own = body.get("logs")
    logs = own if isinstance(own, Map) else stack.setting("logs", "lambda")
    content = {"LogFormat": logs.get("logFormat"), "LogGroup": logs.get("logGroup")}
    made = mapping(content, logs.span, logs.via)
    return made if made.content else NOTHING


def _add_log_group(stack: Stack, name: str, body: Value, maker: Maker) -> None:
    if body.get("disableLogs").is_true().certain:
        return
    identity = f"{normalised(name)}LambdaFunction"
    properties = {
        "LogGroupName": maker.text("/aws/lambda/${Name}", Name=maker.ref(identity)),
        "RetentionInDays": _taken(stack, body, "logRetentionInDays"),
    }
    maker.make(f"{normalised(name)}LogGroup", "AWS::Logs::LogGroup", properties)


def _add_destinations(stack: Stack, name: str, body: Value, maker: Maker) -> None:
    names = ("onSuccess", "onFailure")
    found = {one: _destination(stack, body.at("destinations", one), maker) for one in names}
    kept = {
        one[:1].upper() + one[1:]: {"Destination": value}
        for one, value in found.items()
        if not isinstance(value, Absent)
    }
    limits = {
        "MaximumEventAgeInSeconds": body.get("maximumEventAge"),
        "MaximumRetryAttempts": body.get("maximumRetryAttempts"),
    }
    if not kept and all(isinstance(one, Absent) for one in limits.values()):
        return
    inner = maker.at(body.get("destinations").span)
    properties = {
        "FunctionName": maker.ref(f"{normalised(name)}LambdaFunction"),
        "Qualifier": "$LATEST",
        "DestinationConfig": kept or None,
        **limits,
    }
    identity = f"{normalised(name)}LambdaEvConf"
    inner.make(identity, "AWS::Lambda::EventInvokeConfig", properties)


def _destination(stack: Stack, value: Value, maker: Maker) -> Value:
    """An ARN, ``{type, arn}``, or the name of a function of the service."""
    if isinstance(value, Map) and "arn" in value.content:
        value = value.get("arn")
    identity = stack.function_id(word(value))
    return value if identity is None else maker.at(value.span).ref(identity, "Arn")


def _guard(stack: Stack, body: Value) -> Guard | None:
    condition = body.get("condition")
    if not word(condition):
        return ALWAYS
    return stack.scope.guard_of(word(condition), condition.span or stack.span)


def _keys(body: Value) -> dict[str, Span]:
    written_keys: Iterator[tuple[str, Span | None]] = (
        (name, key) for _, name, _, key in fields(body)
    )
    return {_KEYS[name]: key for name, key in written_keys if key and name in _KEYS}


def _wrapped(name: str, value: Value) -> Value:
    return value if isinstance(value, Absent) else mapping({name: value}, value.span, value.via)


def _listed(value: Value) -> Value:
    if isinstance(value, Absent | List):
        return value
    return List(elements=(value,), span=value.span, via=value.via)
