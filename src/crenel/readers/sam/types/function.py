"""``AWS::Serverless::Function`` -> a function, its role, its URL, its versions and its events."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Known, Map, Value, mapping
from crenel.readers.sam.events import add_events
from crenel.readers.sam.function.code import code
from crenel.readers.sam.function.deployment import add_deployment
from crenel.readers.sam.function.execution_role import add_own_policies, add_role, begin_role
from crenel.readers.sam.function.invoke_config import add_invoke_config
from crenel.readers.sam.function.target import target_of
from crenel.readers.sam.function.url import add_url
from crenel.readers.sam.function.versions import add_versions
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import each, written

_SAME = (
    "FunctionName",
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Environment",
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "Layers",
    "FileSystemConfigs",
    "ImageConfig",
    "PackageType",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "CodeSigningConfigArn",
    "RuntimeManagementConfig",
    "LoggingConfig",
    "TenancyConfig",
    "RecursiveLoop",
    "DurableConfig",
    "FunctionScalingConfig",
    "PublishToLatestPublished",
)


def expand(maker: Maker) -> None:
    """The function and all that stands with it."""
    target = target_of(maker)
    role = begin_role(maker)
    properties = {
        **maker.taken(*_SAME),
        "Code": code(maker),
        "Role": _role_reference(maker),
        "TracingConfig": _tracing(maker),
        "DeadLetterConfig": _dead_letters(maker),
        "CapacityProviderConfig": _capacity(maker),
        "Tags": tag_list(maker),
    }
    maker.make("", "AWS::Lambda::Function", properties, attributes=_attributes(maker))
    add_versions(maker)
    add_url(maker, target)
    add_deployment(maker)
    add_invoke_config(maker, target, role)
    add_own_policies(maker, role)
    add_events(maker, target, role)
    add_role(maker, role)


def _attributes(maker: Maker) -> Value:
    """What stands beside the properties, and the policies as written: by template, perhaps."""
    written_beside, policies = maker.resource.attributes, maker.get("Policies")
    if isinstance(written_beside, Map) and not isinstance(policies, Absent):
        return written_beside.merged({"Policies": policies})
    return written_beside


def _role_reference(maker: Maker) -> Value:
    """The role that is given, or the one that is made, in each branch."""
    return each(
        maker.get("Role"),
        lambda leaf: leaf if written(leaf) else maker.ref("Role", "Arn"),
    )


def _tracing(maker: Maker) -> Value:
    def mode(leaf: Value) -> Value:
        off = isinstance(leaf, Absent) or (isinstance(leaf, Known) and leaf.value == "Disabled")
        return NOTHING if off else mapping({"Mode": leaf}, leaf.span, leaf.via)

    given = maker.get("Tracing")
    return NOTHING if isinstance(given, Absent) else each(maker.moved("Tracing"), mode)


def _dead_letters(maker: Maker) -> Value:
    def config(leaf: Value) -> Value:
        if not isinstance(leaf, Map):
            return leaf
        return mapping({"TargetArn": leaf.get("TargetArn")}, leaf.span, leaf.via)

    given = maker.get("DeadLetterQueue")
    return NOTHING if isinstance(given, Absent) else each(maker.moved("DeadLetterQueue"), config)


def _capacity(maker: Maker) -> Value:
    def config(leaf: Value) -> Value:
        if not isinstance(leaf, Map):
            return leaf
        content = {
            "CapacityProviderArn": leaf.get("Arn"),
            "PerExecutionEnvironmentMaxConcurrency": leaf.get(
                "PerExecutionEnvironmentMaxConcurrency"
            ),
            "ExecutionEnvironmentMemoryGiBPerVCpu": leaf.get(
                "ExecutionEnvironmentMemoryGiBPerVCpu"
            ),
        }
        inner = mapping(content, leaf.span, leaf.via)
        name = "LambdaManagedInstancesCapacityProviderConfig"
        return mapping({name: inner}, leaf.span, leaf.via)

    return each(maker.get("CapacityProviderConfig"), config)
