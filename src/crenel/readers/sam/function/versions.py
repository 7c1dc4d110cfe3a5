"""``AutoPublishAlias``: a version for each change, and an alias that points at the newest."""

from __future__ import annotations

from crenel.model.value import NOTHING, Value, known, mapping
from crenel.readers.sam.function.deployment import update_policy
from crenel.readers.sam.function.target import alias_id
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import cases_of, maybe_written, word, written


def add_versions(maker: Maker) -> None:
    """The version and the alias of a function, where it has an alias."""
    for guard, alias in cases_of(maker.get("AutoPublishAlias")):
        if not written(alias):
            continue
        maker.make(
            "Version", "AWS::Lambda::Version", _version(maker), guard=guard, attributes=_kept(maker)
        )
        suffix = f"Alias{alias_id(alias)}"
        properties = {
            "Name": alias,
            "FunctionName": maker.ref(),
            "FunctionVersion": maker.ref("Version", "Version"),
            "ProvisionedConcurrencyConfig": maker.get("ProvisionedConcurrencyConfig"),
        }
        policy = update_policy(maker)
        maker.make(suffix, "AWS::Lambda::Alias", properties, guard=guard, attributes=policy)
        maker.stack.aliases[f"{maker.resource.id}.Alias"] = f"{maker.resource.id}{suffix}"
        maker.stack.aliases[f"{maker.resource.id}.Version"] = f"{maker.resource.id}Version"


def _version(maker: Maker) -> dict[str, object]:
    scaling = maker.get("FunctionScalingConfig")
    capacity = maybe_written(maker.get("CapacityProviderConfig"))
    return {
        "FunctionName": maker.ref(),
        "Description": maker.get("VersionDescription"),
        "FunctionScalingConfig": scaling if capacity else NOTHING,
    }


def _kept(maker: Maker) -> Value:
    given = maker.resource.attributes.get("DeletionPolicy")
    own = maker.get("VersionDeletionPolicy")
    capacity = maybe_written(maker.get("CapacityProviderConfig"))
    policy = word(given) or word(own) or ("Delete" if capacity else "Retain")
    return mapping({"DeletionPolicy": known(policy, maker.span, maker.via)}, maker.span, maker.via)
