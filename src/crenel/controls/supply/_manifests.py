"""What the manifests of a function say, as its controls ask and answer it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Protocol

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Judged, Judgement, fails_if
from crenel.model.entities import Function
from crenel.model.source import Span
from crenel.model.truth import FALSE, TRUE, unknown
from crenel.model.value import Value
from crenel.model.verdict import Certainty
from crenel.supplychain.component import Dependency, Scope
from crenel.supplychain.declared import line_span, manifests_of
from crenel.supplychain.manifests.manifest import Manifest

_OF_THE_CDK = frozenset({"aws-cdk", "aws-cdk-lib", "cdk-nag", "constructs", "source-map-support"})
_NAMED = 3
"""Libraries that a message names before it counts."""


class _Placed(Protocol):
    """Something that stands in a line of a manifest."""

    @property
    def file(self) -> str: ...

    @property
    def line(self) -> int: ...


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """The manifests of one function, each read."""

    function: Function
    app: Knowledge
    manifests: list[Manifest]

    @property
    def label(self) -> str:
        """What the function is called."""
        return self.function.label

    @property
    def locks(self) -> list[Manifest]:
        """Those that name every package, with its version."""
        return [one for one in self.manifests if one.lock]

    @property
    def shipped(self) -> list[Dependency]:
        """What is asked for to be shipped, lock files first."""
        return shipped(self.manifests)

    def holds(self) -> Judgement:
        """Nothing is wrong."""
        return fails_if(FALSE, at=self.function.package.folder)

    def open(self, what: Value) -> Judgement:
        """It depends on something that nobody knows here."""
        return fails_if(unknown(what), at=self.function.package.folder)

    def fails(
        self,
        one: _Placed,
        message: str,
        *,
        evidence: str,
        certainty: Certainty = Certainty.CERTAIN,
    ) -> Judgement:
        """Something is wrong with what stands in a line."""
        return fails_if(
            TRUE, at=self._line(one), message=message, evidence=evidence, certainty=certainty
        )

    def _line(self, one: _Placed) -> Span | Value:
        return line_span(self.app, one.file, one.line) or self.function.package.folder


Check = Callable[[Function, Knowledge], Judged]


def of_manifests(judge: Callable[[Declared], Judged]) -> Check:
    """A check of functions, from one of what their manifests say.

    Where the folder is not known there is nothing to read: undecided where that depends on
    something, not judged where there simply is none.
    """

    @wraps(judge)
    def check(function: Function, app: Knowledge) -> Judged:
        manifests = manifests_of(function, app)
        if manifests is None:
            return _folder_unknown(function)
        return judge(Declared(function=function, app=app, manifests=manifests))

    return check


def _folder_unknown(function: Function) -> Judgement | None:
    folder: Value = function.package.folder
    if folder.known() is None and any(folder.unknowns()):
        return fails_if(unknown(folder), at=folder)
    return None


def shipped(manifests: list[Manifest]) -> list[Dependency]:
    """What manifests ask for to be shipped, lock files first."""
    ordered = sorted(manifests, key=lambda one: not one.lock)
    found = (one for manifest in ordered for one in manifest.dependencies)
    return [one for one in found if one.scope is not Scope.DEVELOPMENT and not _synthesises(one)]


def first_names(found: list[Dependency]) -> str:
    """The names of the first few, and how many more there are."""
    names = list(dict.fromkeys(one.name for one in found))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _synthesises(one: Dependency) -> bool:
    """A library of the CDK: it makes templates, and is in no function.

    One ``package.json`` at the root of a CDK application often is its own and its functions'.
    """
    return one.name in _OF_THE_CDK or one.name.startswith("@aws-cdk/")
