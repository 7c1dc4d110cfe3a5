"""``AWS::Serverless::StateMachine`` -> a state machine, its role, its versions and its events."""

from __future__ import annotations

from crenel.model.value import Absent, Map
from crenel.readers.sam.locations import definition_file
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.policies import add_policies
from crenel.readers.sam.roles.role import Role, trust
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import Raw, cases_of, each, maybe_written, with_entry, word, written
from crenel.readers.sam.workflow_events import add_workflow_events

_MARK = "stateMachine:createdBy"
_XRAY = "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"


def expand(maker: Maker) -> None:
    """The state machine and all that stands with it."""
    properties: dict[str, Raw] = {
        "StateMachineName": maker.get("Name"),
        "StateMachineType": maker.get("Type"),
        "LoggingConfiguration": maker.get("Logging"),
        "TracingConfiguration": maker.get("Tracing"),
        "DefinitionSubstitutions": maker.get("DefinitionSubstitutions"),
        **_definition(maker),
        "RoleArn": each(
            maker.get("Role"),
            lambda leaf: leaf if written(leaf) else maker.ref("Role", "Arn"),
        ),
        "Tags": tag_list(maker, mark=_MARK),
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::StepFunctions::StateMachine", properties, attributes=attributes)
    _add_role(maker)
    alias = _add_versions(maker)
    through = word(maker.get("UseAliasAsEventTarget")).lower() == "true"
    add_workflow_events(maker, maker.ref(alias) if through else maker.ref())


def _definition(maker: Maker) -> dict[str, Raw]:
    """A written definition as it is; a local file under ``DefinitionUri``."""
    written_here = maker.get("Definition")
    if maybe_written(written_here):
        return {"Definition": written_here}
    given = maker.get("DefinitionUri")
    if isinstance(given, Absent):
        maker.note("a state machine needs a Definition or a DefinitionUri")
        return {}
    return definition_file(maker, "DefinitionS3Location")


def _add_role(maker: Maker) -> None:
    for guard, given in cases_of(maker.get("Role")):
        if written(given):
            continue
        role = Role(f"{maker.base}Role", maker)
        add_policies(maker, role, maker.get("Policies"))
        if word(maker.get("Tracing").get("Enabled")).lower() == "true":
            role.manage(_XRAY)
        others: dict[str, Raw] = {
            "Path": maker.get("RolePath"),
            "PermissionsBoundary": maker.get("PermissionsBoundary"),
        }
        properties = role.properties(
            trust("states.amazonaws.com"), others, tag_list(maker, mark=_MARK)
        )
        maker.make("Role", "AWS::IAM::Role", properties, guard=guard)


def _add_versions(maker: Maker) -> str:
    """The version and the alias; the end of the alias's id is returned."""
    name = maker.get("AutoPublishAlias")
    preference = maker.get("DeploymentPreference")
    if not maybe_written(name):
        if maybe_written(preference):
            maker.note("a DeploymentPreference needs an AutoPublishAlias", preference.span)
        return ""
    version: dict[str, Raw] = {
        "StateMachineArn": maker.ref(),
        "StateMachineRevisionId": maker.ref(attribute="StateMachineRevisionId"),
    }
    kept = maker.value({"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"})
    maker.make("Version", "AWS::StepFunctions::StateMachineVersion", version, attributes=kept)
    shift = preference if isinstance(preference, Map) else maker.value({"Type": "ALL_AT_ONCE"})
    shifted = with_entry(shift, "StateMachineVersionArn", lambda _: maker.ref("Version"))
    suffix = f"Alias{word(name)}"
    alias: dict[str, Raw] = {"Name": name, "DeploymentPreference": shifted}
    maker.make(suffix, "AWS::StepFunctions::StateMachineAlias", alias)
    return suffix
