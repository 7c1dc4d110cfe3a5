"""How the steps of a unit use what is mentioned: what is shown to others, what is taken apart.

To show a function to other modules is not to call it: whoever takes it by name reaches it. What is
handed on whole (a module, an object of functions) may be taken apart by anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crenel.code import syntax as s

_EXPORTS = frozenset({"exports", "module.exports"})
_OTHERS = (s.Index, s.Assign, s.Export)
"""Steps beside attributes that show or name something."""


class Uses(NamedTuple):
    """Positions in a unit's code."""

    shown: frozenset[int]
    """Names that only say what the module exports."""
    named: frozenset[int]
    """Steps of whose value the rest of the code takes single members, by their names."""


def uses_of(unit: s.Unit) -> Uses:
    """What a unit's steps do with the values of others."""
    shown: set[int] = set()
    named: set[int] = set()
    for step in unit.code:
        if isinstance(step, s.Attribute):  # by far the commonest
            named.add(step.base.index)
        elif isinstance(step, _OTHERS):
            shown.update(one.index for one in _shown(step))
            named.update(one.index for one in _named(step))
    return Uses(frozenset(shown), frozenset(named))


def _shown(step: s.Step) -> Iterator[s.Step]:
    if isinstance(step, s.Export):
        for _, part in step.bindings:
            yield from _names(part)
    elif isinstance(step, s.Assign) and is_export(step.target):
        yield from _names(step.value)


def _names(step: s.Step) -> Iterable[s.Step]:
    """A name, or those that an object written here holds."""
    if isinstance(step, s.Mapping):
        return (part for key, part in step.entries if key is not None and isinstance(part, s.Name))
    return (step,) if isinstance(step, s.Name) else ()


def is_export(target: s.Step) -> bool:
    """``module.exports``, ``exports.name``, ``module.exports.name``."""
    return isinstance(target, s.Attribute) and (
        _dotted(target) in _EXPORTS or _dotted(target.base) in _EXPORTS
    )


def _dotted(step: s.Step) -> str:
    if isinstance(step, s.Attribute) and isinstance(step.base, s.Name):
        return f"{step.base.id}.{step.name}"
    return step.id if isinstance(step, s.Name) else ""


def _named(step: s.Step) -> Iterator[s.Step]:
    if isinstance(step, s.Index):
        if isinstance(step.key, s.Literal):
            yield step.base
    elif isinstance(step, s.Assign):
        yield step.target
        if isinstance(step.target, s.Name | s.Mapping):
            yield step.value
    elif isinstance(step, s.Export):
        yield from (part for _, part in step.bindings)
