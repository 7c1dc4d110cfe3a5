"""Which methods of the classes at hand are asked for by name.

An object may be called by whoever has it, so a class that is reached waits with its methods: each
is reached when code that is reached names it (``store.get``, ``"get"``, ``{ get } = store``), on
whatever object. Where a name is computed, or the class extends another, all of them are.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code import syntax as s

_ALWAYS = frozenset({"toJSON", "toString", "valueOf", "then", "next", ""})
_NAMING = (s.Literal, s.Mapping)
"""Steps beside attributes that name members."""
_PLAIN_BASES = frozenset({"object"})


class Dispatch:
    """The names that were asked for so far, and the methods that wait."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._computed = False
        self._waiting: dict[str, list[s.Unit]] = {}

    def waits(self, method: s.Unit) -> bool:
        """Nothing asks for it yet: it is kept until something does."""
        name = method.name
        if self._computed or name in self._asked or name in _ALWAYS or name.startswith("__"):
            return False
        self._waiting.setdefault(name, []).append(method)
        return True

    def asked_by(self, unit: s.Unit) -> list[s.Unit]:
        """The methods that a unit's code asks for, and that waited."""
        names: set[str] = set()
        for step in unit.code:
            if isinstance(step, s.Attribute):
                names.add(step.name)
            elif isinstance(step, _NAMING):
                names.update(_names(step))
            elif isinstance(step, s.Call) and _is_computed(step):
                self._computed = True
        self._asked |= names
        asked = [name for name in self._waiting if name in names]
        found = [one for name in asked for one in self._waiting.pop(name)]
        if self._computed:
            found.extend(one for group in self._waiting.values() for one in group)
            self._waiting.clear()
        return found


def is_open(unit: s.Unit) -> bool:
    """Does a class extend another, whose code may call its methods?"""
    return any(not (isinstance(one, s.Name) and one.id in _PLAIN_BASES) for one in unit.bases)


def _names(step: s.Step) -> Iterator[str]:
    if isinstance(step, s.Literal):
        if isinstance(step.value, str) and step.value.isidentifier():
            yield step.value
    elif isinstance(step, s.Mapping):
        yield from (key for key, _ in step.entries if key is not None)


def _is_computed(step: s.Call) -> bool:
    """``getattr(store, name)``, ``store[name](...)``."""
    if isinstance(step.callee, s.Index):
        return not isinstance(step.callee.key, s.Literal)
    named = isinstance(step.callee, s.Name) and step.callee.id == "getattr"
    return named and not (len(step.positional) > 1 and isinstance(step.positional[1], s.Literal))
