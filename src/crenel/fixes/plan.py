"""From failing verdicts to edits: what can be mended, what cannot, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.tree import TreeText
from crenel.fixes.homes import home
from crenel.fixes.recipe import Recipe, Setting
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.text.parse import parse

RecipeOf = Callable[[str], Recipe | None]
"""The name of a control -> its recipe."""


class Mending(msgspec.Struct, frozen=True):
    """A finding, and what to set in its resource."""

    verdict: Verdict
    settings: Mapping[str, Setting]
    """Dotted path -> what is to stand there."""

    @property
    def file(self) -> str:
        """The file that it changes."""
        return self.verdict.address.partition("::")[0]

    def on(self, text: str) -> str:
        """The text of that file with everything set. Raises Refused."""
        for path, value in self.settings.items():
            tree = _tree(text)
            place = home(tree, self.verdict.type, self.verdict.logical_id)
            text = tree.setting(place, path.split("."), value).on(text)
        return text


class Left(msgspec.Struct, frozen=True):
    """A finding that is left alone although there is a recipe, and why."""

    verdict: Verdict
    reason: str
    unsafe: bool = False
    """``--unsafe`` would mend it."""


def marked(verdicts: Iterable[Verdict], recipes: RecipeOf) -> tuple[Verdict, ...]:
    """The verdicts; failing ones that a recipe is for are marked as ``fixable``."""
    return tuple(_marked(verdict, recipes) for verdict in verdicts)


def _marked(verdict: Verdict, recipes: RecipeOf) -> Verdict:
    recipe = recipes(verdict.control) if verdict.outcome is Outcome.FAILS else None
    if recipe is None or not recipe.settings(verdict.type):
        return verdict
    return msgspec.structs.replace(verdict, fixable=True)


class Plan(msgspec.Struct, frozen=True):
    """What to do, and what not."""

    mendings: tuple[Mending, ...]
    left: tuple[Left, ...]
    without: int = 0
    """Findings that no recipe is for."""


def plan(verdicts: Iterable[Verdict], recipes: RecipeOf, *, unsafe: bool) -> Plan:
    """A plan for the findings that fail; ``unsafe`` takes the recipes that others may notice."""
    mendings: list[Mending] = []
    left: list[Left] = []
    without = 0
    for verdict in verdicts:
        if verdict.outcome is not Outcome.FAILS:
            continue
        recipe = recipes(verdict.control)
        settings = recipe.settings(verdict.type) if recipe else {}
        if recipe is None or not settings:
            without += 1
        elif not recipe.safe and not unsafe:
            left.append(Left(verdict, f"needs --unsafe: {recipe.note}", unsafe=True))
        else:
            mendings.append(Mending(verdict, settings))
    return Plan(tuple(mendings), tuple(left), without)


def _tree(text: str) -> TreeText:
    try:
        documents = parse(text)
    except ReadProblem as problem:
        raise Refused(f"it cannot be read: {problem}") from None
    if len(documents) != 1:
        raise Refused(f"its file holds {len(documents)} documents")
    return TreeText(text, documents[0].root)
