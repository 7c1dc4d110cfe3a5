"""What is to be written for one function: the smallest policy, less what it is given anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from crenel.analysis.permissions.judged import covered
from crenel.analysis.permissions.smallest import smallest
from crenel.fixes.editing.edit import Refused
from crenel.fixes.narrowing.resources import Parts, Resources

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.grants import Grant
    from crenel.analysis.permissions.needs import Need
    from crenel.model.entities import Function


Json = dict[str, Any]
_OF_OTHERS = frozenset({"logs:TagResource"})
"""Of use to whoever makes log groups with tags; no function does."""


class Statement(msgspec.Struct, frozen=True):
    """One statement, with its resources as the template writes them."""

    effect: str
    actions: tuple[str, ...]
    resources: tuple[Parts, ...]
    patterns: tuple[str, ...]
    """The resources as patterns that can be compared."""
    condition: Any = None
    negated: bool = False
    """``NotAction``."""
    all_but: bool = False
    """``NotResource``."""


class Case(msgspec.Struct, frozen=True):
    """A function, what it is part of, and what is known of it today."""

    app: Knowledge
    function: Function
    answer: Answer

    @property
    def address(self) -> str:
        """Where a person finds it."""
        return self.answer.address


def refusal(case: Case) -> str:
    """Why nothing is written for a function; empty where it may be."""
    found = case.answer
    if not found.read or found.gaps or found.unread:
        first = next(found.reasons())
        return f"it is incomplete: {first.file}:{first.line}: {first.text}"
    if found.grants.identity is None:
        return "it has no role here"
    sometimes = next((row for row in found.grants.rows if not row.certain), None)
    if sometimes is not None:
        where = f"{sometimes.span.file}:{sometimes.span.line}: " if sometimes.span else ""
        return f"{where}{sometimes.action} is granted under a condition of the template"
    if case.function.guard:
        return "it exists under a condition of the template"
    return ""


def lacking(answer: Answer) -> tuple[Need, ...]:
    """The needs that nothing grants today."""
    return tuple(one.need for one in answer.judged.missing if one.certain)


def wanted(case: Case, given: Iterable[Grant], *, adding: bool) -> tuple[Statement, ...]:
    """The statements to write, where ``given`` is granted in any case. Raises Refused.

    ``adding``: also what is lacking today.
    """
    answer, rows = case.answer, tuple(given)
    left_out = () if adding else lacking(answer)
    every = (*answer.needs, *answer.platform, *answer.companions)
    needs = [need for need in every if need not in left_out and need.action not in _OF_OTHERS]
    policy = smallest(needs, answer.grants.rows, answer.kept, answer.symbols)
    resources = Resources(case.app, case.function)
    left = [rest for one in policy["Statement"] for rest in _beyond(one, rows)]
    return tuple(_statement(one, resources) for one in left)


def _beyond(one: Json, given: tuple[Grant, ...]) -> Iterator[Json]:
    """A statement without what is granted anyway: an action with its resources, in groups."""
    if one["Effect"] != "Allow" or not {"Action", "Resource"} <= one.keys():
        yield one
        return
    groups: dict[tuple[str, ...], list[str]] = {}
    for action in _listed(one["Action"]):
        on = _listed(one["Resource"])
        kept = tuple(each for each in on if not covered(action, (each,), given))
        if kept:
            groups.setdefault(kept, []).append(action)
    for patterns, actions in groups.items():
        yield {**one, "Action": actions, "Resource": list(patterns)}


def _statement(one: Json, resources: Resources) -> Statement:
    patterns = _listed(one.get("Resource", one.get("NotResource")))
    condition = one.get("Condition")
    if condition is not None and _refers(condition):
        raise Refused("a condition of it refers to something of the template: decide it by hand")
    return Statement(
        one["Effect"],
        _listed(one.get("Action", one.get("NotAction"))),
        tuple(resources.parts(each) for each in patterns),
        patterns,
        condition,
        negated="NotAction" in one,
        all_but="NotResource" in one,
    )


def _listed(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON
    return (value,) if isinstance(value, str) else tuple(value or ())


def _refers(condition: Any) -> bool:  # noqa: ANN401 - JSON
    """Does a condition hold ``${Name}`` that is no variable of IAM's?"""
    if isinstance(condition, dict):
        return any(map(_refers, condition.values()))
    if isinstance(condition, list):
        return any(map(_refers, condition))
    stretches = str(condition).split("${")[1:]
    return any(
        ":" not in one.partition("}")[0] or "::" in one.partition("}")[0] for one in stretches
    )
