"""The manifests of a function, and how not knowing its folder is told."""

from __future__ import annotations

from crenel.controls import Judgement, fails_if
from crenel.model.entities import Function
from crenel.model.truth import unknown
from crenel.model.value import Value
from crenel.supplychain.component import Dependency, Scope
from crenel.supplychain.declared import line_span, manifests_of
from crenel.supplychain.manifests.manifest import Manifest

_OF_THE_CDK = frozenset({"aws-cdk", "aws-cdk-lib", "cdk-nag", "constructs", "source-map-support"})

__all__ = ["folder_unknown", "line_span", "manifests_of", "shipped"]


def folder_unknown(function: Function) -> Judgement | None:
    """Undecided where the folder depends on something; None where there simply is none."""
    folder: Value = function.package.folder
    if folder.known() is None and any(folder.unknowns()):
        return fails_if(unknown(folder), at=folder)
    return None


def shipped(manifests: list[Manifest]) -> list[Dependency]:
    """What the manifests ask for to be shipped, lock files first."""
    ordered = sorted(manifests, key=lambda one: not one.lock)
    found = (one for manifest in ordered for one in manifest.dependencies)
    return [one for one in found if one.scope is not Scope.DEVELOPMENT and not _synthesises(one)]


def _synthesises(one: Dependency) -> bool:
    """A library of the CDK: it makes templates, and is in no function.

    One ``package.json`` at the root of a CDK application often is its own and its functions'.
    """
    return one.name in _OF_THE_CDK or one.name.startswith("@aws-cdk/")
