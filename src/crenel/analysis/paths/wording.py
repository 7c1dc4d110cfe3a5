"""What steps say of themselves: why they can be taken, and what takes them away."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.analysis.paths.escalation.gains import Gain
from crenel.analysis.powers.reach import Reach, Wide
from crenel.analysis.powers.vocabulary import Verb
from crenel.model.entities import Entity, Function, Statement
from crenel.model.source import Span
from crenel.model.value import Value

_ORDER = {Verb.READS: 0, Verb.DECRYPTS: 1, Verb.WRITES: 2, Verb.DELETES: 3, Verb.INVOKES: 4}
_MOST_ACTIONS = 3
_OUTSIDE = {
    "passed-role": "any role",
    "role": "any role",
    "user": "any user",
    "group": "any group",
    "function": "any function",
}


def place_of(statement: Statement, entity: Entity) -> Span:
    """Where a statement stands; else the name of the thing that it is about."""
    for value in (statement.whole, statement.actions):
        if value.span is not None:
            return value.span
    return entity.origin.span


def powers(reaches: Iterable[Reach | Wide]) -> str:
    """The actions by which something is reached."""
    actions = list(dict.fromkeys(one.action for one in reaches))
    return f"its role allows {', '.join(actions)}"


def verbs(reaches: Iterable[Reach | Wide]) -> tuple[str, ...]:
    """What is done, worst last."""
    found = {one.verb for one in reaches}
    return tuple(one.value for one in sorted(found, key=_ORDER.__getitem__))


def mildest(reaches: list[Reach]) -> Reach:
    """The reach that names a step: reading before changing."""
    return min(reaches, key=lambda one: _ORDER[one.verb])


def listed(words: tuple[str, ...]) -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def narrow(statement: Statement, label: str) -> str:
    """The change that takes a power away."""
    place = statement.whole.span
    where = f" (line {place.line})" if place is not None else ""
    wide = statement.resources.any(lambda one: one.equals("*")).possible
    what = "Name the resources in" if wide else "Take out"
    return f"{what} the statement of {label}{where} that allows {_short(statement.actions)}."


def handed_on(function: Function, entity: Entity) -> str:
    """What nobody knows of a function that sends something on."""
    return f"whether {function.label} hands on to {entity.label} what it is sent"


def gained(gain: Gain) -> str:
    """What a rule takes over, in words."""
    if gain.target is not None:
        return gain.target.label
    return _OUTSIDE.get(gain.rule.target, "something outside the template")


def _short(actions: Value) -> str:
    names = [one.text() for _, one in actions.items()]
    more = len(names) - _MOST_ACTIONS
    return ", ".join(names[:_MOST_ACTIONS]) + (f" and {more} more" if more > 0 else "")
