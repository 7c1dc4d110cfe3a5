"""``DeploymentPreference``: CodeDeploy shifts the traffic of the alias."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.model.guard import ALWAYS
from crenel.model.value import NOTHING, Absent, Known, List, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import trust
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import Raw, each, maybe_written, word

_APPLICATION = "ServerlessDeploymentApplication"
_ROLE = "CodeDeployServiceRole"
_GROUP = "DeploymentGroup"
_EVENTS = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]
_CONFIGURATIONS = frozenset(
    {
        "Canary10Percent5Minutes",
        "Canary10Percent10Minutes",
        "Canary10Percent15Minutes",
        "Canary10Percent30Minutes",
        "Linear10PercentEvery1Minute",
        "Linear10PercentEvery2Minutes",
        "Linear10PercentEvery3Minutes",
        "Linear10PercentEvery10Minutes",
        "AllAtOnce",
    }
)


def preference(maker: Maker) -> Value:
    """The preference where it is switched on; absent otherwise."""
    given = maker.get("DeploymentPreference")
    off = word(given.get("Enabled")).lower() == "false"
    return NOTHING if off or not maybe_written(given) else given


def update_policy(maker: Maker) -> Value:
    """The update policy of the alias."""
    given = preference(maker)
    if isinstance(given, Absent):
        return NOTHING
    hooks = given.get("Hooks")
    update = {
        "ApplicationName": maker.ref(name=_APPLICATION),
        "DeploymentGroupName": maker.ref(_GROUP),
        "BeforeAllowTrafficHook": hooks.get("PreTraffic"),
        "AfterAllowTrafficHook": hooks.get("PostTraffic"),
    }
    return maker.value({"UpdatePolicy": {"CodeDeployLambdaAliasUpdate": update}})


def add_deployment(maker: Maker) -> None:
    """The deployment group, and once per template the application and its role."""
    given = preference(maker)
    if isinstance(given, Absent):
        return
    if isinstance(maker.get("AutoPublishAlias"), Absent):
        maker.note("a DeploymentPreference needs an AutoPublishAlias", given.span)
        return
    passed = word(given.get("PassthroughCondition")).lower() == "true"
    inner = maker.within(maker.base, given.span or maker.span)
    if inner is None:
        return
    if not passed:
        inner.guard = ALWAYS
    role = given.get("Role")
    _shared(inner, with_role=not maybe_written(role))
    inner.make(_GROUP, "AWS::CodeDeploy::DeploymentGroup", _group(inner, given))


def _group(maker: Maker, given: Value) -> dict[str, object]:
    role = given.get("Role")
    propagated = word(maker.get("PropagateTags")).lower() == "true"
    return {
        "AlarmConfiguration": _alarms(given.get("Alarms"), maker),
        "ApplicationName": maker.ref(name=_APPLICATION),
        "AutoRollbackConfiguration": {"Enabled": True, "Events": _EVENTS},
        "DeploymentConfigName": each(given.get("Type"), lambda leaf: _configuration(leaf, maker)),
        "DeploymentStyle": {
            "DeploymentType": "BLUE_GREEN",
            "DeploymentOption": "WITH_TRAFFIC_CONTROL",
        },
        "ServiceRoleArn": role if maybe_written(role) else maker.ref(name=_ROLE, attribute="Arn"),
        "TriggerConfigurations": given.get("TriggerConfigurations"),
        "Tags": tag_list(maker, marked=False) if propagated else None,
    }


def _configuration(kind: Value, maker: Maker) -> Value:
    if isinstance(kind, Known) and kind.value in _CONFIGURATIONS:
        return maker.known(f"CodeDeployDefault.Lambda{kind.value}")
    return kind


def _alarms(alarms: Value, maker: Maker) -> Value:
    def configured(leaf: Value) -> Value:
        if not isinstance(leaf, List):
            return leaf
        names = [{"Name": alarm} for alarm in leaf.elements if not isinstance(alarm, Absent)]
        return maker.value({"Enabled": True, "Alarms": names} if names else {})

    return each(alarms, configured)


def _shared(maker: Maker, *, with_role: bool) -> None:
    _once(maker, _APPLICATION, "AWS::CodeDeploy::Application", {"ComputePlatform": "Lambda"})
    if with_role:
        arn = "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda"
        properties = {
            "AssumeRolePolicyDocument": trust("codedeploy.amazonaws.com"),
            "ManagedPolicyArns": [arn],
        }
        _once(maker, _ROLE, "AWS::IAM::Role", properties)


def _once(maker: Maker, name: str, kind: str, properties: Mapping[str, Raw]) -> None:
    identity = maker.prefix + name
    if maker.stack.first(identity, maker.guard):
        maker.make("", kind, properties, name=name)
