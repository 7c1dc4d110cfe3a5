"""From failing verdicts to edits: what can be mended, what cannot, and why."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from crenel.fixes.recipe import Grant, Recipe, Setting
from crenel.model.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from crenel.fixes.written import Written

RecipeOf = Callable[[str], Recipe | None]
"""The name of a control -> its recipe."""
TypesOf = Callable[[str], Container[str]]
"""The name of a control -> the types of resource that its recipe is for."""


class Mending(msgspec.Struct, frozen=True):
    """A finding, and what to set in its resource."""

    verdict: Verdict
    settings: Mapping[str, Setting]
    """Dotted path -> what is to stand there."""
    role: Grant | None = None
    """What the function's role is given as well."""

    def on(self, text: str, place: Written) -> str:
        """The text of the file that its resource is written in, mended. Raises Refused."""
        for path, value in self.settings.items():
            text = place.set(text, path, value)
        return text if self.role is None else place.grant(text, self.role)


class Left(msgspec.Struct, frozen=True):
    """A finding that is left alone although there is a recipe, and why."""

    verdict: Verdict
    reason: str
    unsafe: bool = False
    """``--unsafe`` would mend it."""
    beside: bool = False
    """Another finding was mended in the same resource: which of both was at fault is open."""


def marked(
    verdicts: Iterable[Verdict], mended: TypesOf, generated: Container[str] = ()
) -> tuple[Verdict, ...]:
    """The verdicts; failing ones that a recipe is for are marked as ``fixable``.

    ``generated`` holds the addresses of what a tool made: nothing is mended there.
    """
    return tuple(
        verdict if verdict.address in generated else _marked(verdict, mended)
        for verdict in verdicts
    )


def _marked(verdict: Verdict, mended: TypesOf) -> Verdict:
    if verdict.outcome is not Outcome.FAILS or verdict.type not in mended(verdict.control):
        return verdict
    return msgspec.structs.replace(verdict, fixable=True)


class Plan(msgspec.Struct, frozen=True):
    """What to do, and what not."""

    mendings: tuple[Mending, ...]
    left: tuple[Left, ...]
    without: int = 0
    """Findings that no recipe is for."""


def plan(verdicts: Iterable[Verdict], recipes: RecipeOf, *, unsafe: bool) -> Plan:
    """A plan for the findings that are marked as fixable.

    ``unsafe`` takes the recipes that others may notice.
    """
    mendings: list[Mending] = []
    left: list[Left] = []
    without = 0
    for verdict in verdicts:
        if verdict.outcome is not Outcome.FAILS:
            continue
        recipe = recipes(verdict.control) if verdict.fixable else None
        if recipe is None:
            without += 1
        elif not recipe.safe and not unsafe:
            left.append(Left(verdict, f"needs --unsafe: {recipe.note}", unsafe=True))
        else:
            mendings.append(Mending(verdict, recipe.settings(verdict.type), recipe.role))
    return Plan(tuple(mendings), tuple(left), without)
