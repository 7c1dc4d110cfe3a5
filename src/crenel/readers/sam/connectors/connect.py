"""A connector -> the policies and permissions that it stands for."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.model.resource import Resource
from crenel.model.value import Absent, List, Value
from crenel.readers.sam.connectors.data import Profile, profiles
from crenel.readers.sam.connectors.ends import Known, end_of
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import VERSION
from crenel.readers.sam.values import Raw, elements, filled, maybe_written, value_of, word


def connect(maker: Maker, source: Value, destination: Value, made: Mapping[str, Resource]) -> bool:
    """Connects a source with its destinations; False where nothing could be made."""
    wanted = {word(one) for _, _, one in elements(maker.get("Permissions"))}
    many = isinstance(destination, List)
    done = False
    for guard, index, one in elements(destination):
        scoped = maker.within(maker.base, one.span or maker.span, guard)
        first = end_of(maker, source, one, made)
        second = end_of(maker, one, source, made)
        if scoped is None or first is None or second is None:
            continue
        profile = profiles().profiles.get(f"{first.type} -> {second.type}")
        if profile is None:
            maker.note(f"SAM knows no connector from {first.type} to {second.type}", one.span)
            continue
        tail = f"Destination{index}" if many else ""
        _make(scoped, profile, (first, second), wanted, tail)
        done = True
    return done


def _make(
    maker: Maker, profile: Profile, ends: tuple[Known, Known], wanted: set[str], tail: str
) -> None:
    unknown = wanted - set(profile.access)
    if unknown or not wanted:
        allowed = " and ".join(profile.access)
        maker.note(f"this connector takes the permissions {allowed}")
    holder = ends[0] if profile.source else ends[1]
    access = {name: one for name, one in profile.access.items() if name in wanted}
    if profile.kind == "AWS_LAMBDA_PERMISSION":
        for name, rule in access.items():
            _permit(maker, rule, ends, holder, f"{name}LambdaPermission{tail}")
        return
    document = {"Version": VERSION, "Statement": _statements(maker, access, ends)}
    if profile.kind == "AWS_IAM_ROLE_MANAGED_POLICY":
        if isinstance(holder.role, Absent):
            maker.note("the role that this connector extends is not known")
        properties: dict[str, Raw] = {"PolicyDocument": document, "Roles": [holder.role]}
        maker.make(f"Policy{tail}", "AWS::IAM::ManagedPolicy", properties)
    elif profile.kind == "AWS_SQS_QUEUE_POLICY":
        queues: dict[str, Raw] = {"PolicyDocument": document, "Queues": [holder.get("url")]}
        maker.make(f"QueuePolicy{tail}", "AWS::SQS::QueuePolicy", queues)
    else:
        topics: dict[str, Raw] = {"PolicyDocument": document, "Topics": [holder.get("arn")]}
        maker.make(f"TopicPolicy{tail}", "AWS::SNS::TopicPolicy", topics)


def _permit(
    maker: Maker,
    rule: Mapping[str, object],
    ends: tuple[Known, Known],
    holder: Known,
    suffix: str,
) -> None:
    filled_in = {key: _filled(maker, one, ends) for key, one in rule.items()}
    properties: dict[str, Raw] = {"FunctionName": holder.get("arn"), **filled_in}
    maker.make(suffix, "AWS::Lambda::Permission", properties)


def _statements(
    maker: Maker, access: Mapping[str, Mapping[str, object]], ends: tuple[Known, Known]
) -> list[Raw]:
    made: list[Raw] = []
    for one in access.values():
        statements = one.get("Statement")
        if isinstance(statements, list):
            made += [_filled(maker, statement, ends) for statement in statements]
    return made


def _filled(maker: Maker, raw: Raw, ends: tuple[Known, Known]) -> Value:
    names = {"Source": ends[0], "Destination": ends[1]}
    attributes = {"Arn": "arn", "ResourceId": "id", "Name": "name", "Qualifier": "qualifier"}
    holes = {
        f"{side}.{label}": end.get(key)
        for side, end in names.items()
        for label, key in attributes.items()
        if maybe_written(end.get(key))
    }

    def put_in(one: Raw) -> Raw:
        if isinstance(one, str) and "${" in one:
            return filled(one, holes, maker.span, maker.via)
        if isinstance(one, dict):
            return {key: put_in(value) for key, value in one.items()}
        return [put_in(value) for value in one] if isinstance(one, list) else one

    return value_of(put_in(raw), maker.span, maker.via)
