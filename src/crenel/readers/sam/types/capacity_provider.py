"""``AWS::Serverless::CapacityProvider`` -> a capacity provider and its operator's role."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Map, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import trust
from crenel.readers.sam.tags import tag, tag_list
from crenel.readers.sam.values import (
    Raw,
    appended,
    cases_of,
    each,
    fields,
    maybe_written,
    word,
    written,
)

_OPERATOR = "arn:aws:iam::aws:policy/AWSLambdaManagedEC2ResourceOperator"
_METRIC = "LambdaCapacityProviderAverageCPUUtilization"


def expand(maker: Maker) -> None:
    """The provider and, where none is given, its role."""
    role = maker.get("OperatorRole")
    _add_roles(maker, role)
    own = each(role, lambda leaf: leaf if written(leaf) else maker.ref("OperatorRole", "Arn"))
    logging = maker.get("LoggingConfig")
    properties: dict[str, Raw] = {
        **maker.taken("CapacityProviderName", "VpcConfig", "KmsKeyArn"),
        "PermissionsConfig": {"CapacityProviderOperatorRoleArn": own},
        "Tags": _marked(maker),
        "InstanceRequirements": _instances(maker.get("InstanceRequirements")),
        "CapacityProviderScalingConfig": _scaling(maker, maker.get("ScalingConfig")),
        "TelemetryConfig": {"LoggingConfig": logging} if maybe_written(logging) else None,
        "PropagateTags": _managed_tags(maker),
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::Lambda::CapacityProvider", properties, attributes=attributes)


def _marked(maker: Maker) -> Value:
    mark = tag("lambda:createdBy", maker.known("SAM"), maker)
    return appended(tag_list(maker, marked=False), [mark], maker.span)


def _add_roles(maker: Maker, given: Value) -> None:
    mark = [tag("lambda:createdBy", maker.known("SAM"), maker)]
    propagated = word(maker.get("PropagateTags")).lower() == "true"
    tags = tag_list(maker) if propagated else mark
    properties: dict[str, Raw] = {
        "AssumeRolePolicyDocument": trust("lambda.amazonaws.com"),
        "ManagedPolicyArns": [_OPERATOR],
        "Tags": tags,
    }
    for guard, role in cases_of(given):
        if not written(role):
            maker.make("OperatorRole", "AWS::IAM::Role", properties, guard=guard)


def _instances(given: Value) -> Value:
    names = {"AllowedTypes": "AllowedInstanceTypes", "ExcludedTypes": "ExcludedInstanceTypes"}

    def renamed(leaf: Value) -> Value:
        if not isinstance(leaf, Map):
            return leaf
        content = {names.get(key, key): value for key, value in leaf.content.items()}
        return Map(content=content, keys=leaf.keys, span=leaf.span, via=leaf.via)

    return each(given, renamed)


def _scaling(maker: Maker, given: Value) -> Value:
    def made(leaf: Value) -> Value:
        if not isinstance(leaf, Map) or not leaf.content:
            return NOTHING
        wanted = leaf.get("AverageCPUUtilization")
        policy = {"PredefinedMetricType": _METRIC, "TargetValue": wanted}
        automatic = isinstance(wanted, Absent)
        content = {
            "MaxVCpuCount": leaf.get("MaxVCpuCount"),
            "ScalingMode": "Auto" if automatic else "Manual",
            "ScalingPolicies": None if automatic else [policy],
        }
        return maker.value(content)

    return each(given, made)


def _managed_tags(maker: Maker) -> Value:
    given = maker.get("ManagedResourceTags")
    tags = [tag(key, value, maker) for _, key, value, _ in fields(given.get("Tags"))]
    if not maybe_written(given):
        return NOTHING
    return maker.value({"Mode": "Explicit", "ExplicitTags": tags})
