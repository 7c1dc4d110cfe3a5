"""``EventInvokeConfig``: retries and destinations of asynchronous calls."""

from __future__ import annotations

from crenel.model.guard import Guard
from crenel.model.value import NOTHING, Absent, Map, Value, mapping
from crenel.readers.sam.function.target import Target
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import Role
from crenel.readers.sam.roles.sending import sending_policy
from crenel.readers.sam.values import cases_of, maybe_written, one_of, word

_MADE = {"SQS": ("Queue", "AWS::SQS::Queue"), "SNS": ("Topic", "AWS::SNS::Topic")}
_TYPES = ("SQS", "SNS", "EventBridge", "Lambda", "S3Bucket")


def add_invoke_config(maker: Maker, target: Target, role: Role) -> None:
    """The configuration, the destinations SAM makes, and the policies to send to them."""
    for guard, config in cases_of(maker.get("EventInvokeConfig")):
        if not isinstance(config, Map) or not config.content:
            continue
        span = config.span or maker.span
        base = f"{maker.base}EventInvokeConfig"
        inner = maker.within(base, span, guard, "the function has an EventInvokeConfig")
        if inner is None:
            continue
        destinations = _destinations(inner, config.get("DestinationConfig"), role, guard)
        named = maybe_written(target.alias)
        properties = {
            "FunctionName": maker.ref(),
            "Qualifier": target.alias if named else "$LATEST",
            "DestinationConfig": destinations,
            "MaximumEventAgeInSeconds": config.get("MaximumEventAgeInSeconds"),
            "MaximumRetryAttempts": config.get("MaximumRetryAttempts"),
        }
        inner.keys = config.keys
        inner.make("", "AWS::Lambda::EventInvokeConfig", properties)


def _destinations(maker: Maker, config: Value, role: Role, guard: Guard) -> Value:
    content: dict[str, Value] = {}
    for outcome in ("OnSuccess", "OnFailure"):
        given = config.get(outcome)
        if isinstance(given, Absent):
            continue
        destination = _destination(maker, outcome, given, role, guard)
        content[outcome] = mapping({"Destination": destination}, given.span, given.via)
    return mapping(content, config.span, config.via)


def _destination(maker: Maker, outcome: str, given: Value, role: Role, guard: Guard) -> Value:
    kind = word(given.get("Type"))
    if kind not in _TYPES:
        maker.note(
            f"the destination {outcome} needs a Type, one of {', '.join(_TYPES)}", given.span
        )
        return given.get("Destination")
    branches = []
    for where, one in cases_of(given.get("Destination")):
        branches.append(
            (where, _made(maker, outcome, kind, where) if isinstance(one, Absent) else one)
        )
    destination = one_of(branches, given)
    role.add(sending_policy(kind, f"{maker.base}{outcome}", destination), maker, guard)
    return destination


def _made(maker: Maker, outcome: str, kind: str, guard: Guard) -> Value:
    if kind not in _MADE:
        maker.note(f"the destination {outcome} of type {kind} needs a Destination")
        return NOTHING
    suffix, resource_type = _MADE[kind]
    maker.make(f"{outcome}{suffix}", resource_type, {}, guard=guard)
    identity = f"{maker.base}{outcome}{suffix}"
    maker.stack.aliases[f"{maker.resource.id}.Destination{suffix}"] = maker.prefix + identity
    return maker.ref(name=identity, attribute="Arn" if kind == "SQS" else "")
