"""A whole program: what is known of each unit, and the work until nothing new is learnt."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.code.dialect import LANGUAGES, Dialect, dialect_of
from crenel.code.dispatch import Dispatch, is_open
from crenel.code.syntax import Module, Unit, UnitKind
from crenel.code.uses import Uses, uses_of
from crenel.code.values import (
    CLEAN,
    UNKNOWN,
    Code,
    Given,
    Package,
    Place,
    Value,
    either,
    leaves,
    path,
)

if TYPE_CHECKING:
    from crenel.code.facts import Fact
    from crenel.code.modules import Graph

_BESIDE = (CLEAN, path("callback"))
"""What a platform gives beside the event: the context, and once in Node.js a callback."""

CONSTRUCTORS = frozenset({"__init__", "constructor"})

MAX_RUNS = 6
"""A unit is evaluated at most so often, whatever is still learnt."""

MAX_STEPS = 150_000
"""All evaluations of one program together; then it stops and says so. Real ones take 8,000."""


class Scope:
    """What is known of one unit, over all its evaluations; it only grows."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.names: dict[str, Value] = {}
        """Every name bound in it; for a class also what its methods put on ``self``."""
        self.exports: dict[str, Value] = {}
        """JavaScript: what other modules see."""
        self.given: list[Value | None] = [None] * len(unit.parameters)
        self.receiver: Value | None = None
        """The object whose method a function is called as, where no class says it."""
        self.returned: Value | None = None
        self.readers: set[Scope] = set()
        """Those to evaluate again when something is learnt here."""
        self.reached = False
        self.entry = False
        self.runs = 0
        self.queued = False
        self.facts: list[Fact] = []


class Program:
    """The modules of one function's code, evaluated from its handler."""

    def __init__(self, graph: Graph, steps: int = MAX_STEPS) -> None:
        self.graph = graph
        self.scopes: dict[Unit, Scope] = {}
        self.left = steps
        """Steps that may still be evaluated; below zero the budget did not suffice."""
        self._queue: deque[Scope] = deque()
        self._dispatch = Dispatch()
        self._uses: dict[Unit, Uses] = {}
        self._dialects: dict[str, Dialect | None] = {}
        self._once = False

    def dialect(self, language: str) -> Dialect | None:
        """What a language with declared types adds; None for the others."""
        if language not in LANGUAGES:
            return None
        if language not in self._dialects:
            self._dialects[language] = dialect_of(language, self)
        return self._dialects[language]

    @property
    def typed(self) -> bool:
        """Is it of a language with declared types?"""
        return bool(self._dialects)

    @property
    def exhausted(self) -> bool:
        """Whether the budget did not suffice."""
        return self.left < 0

    def scope(self, unit: Unit) -> Scope:
        """What is known of a unit."""
        found = self.scopes.get(unit)
        if found is None:
            found = self.scopes[unit] = Scope(unit)
        return found

    def load(self) -> None:
        """Evaluate every module's own steps, those that are imported first.

        Functions wait: what the handler gives them is then known before they are looked at.
        """
        for module in self.graph.ordered():
            self.reach(module.unit)
        self.work(functions=False)

    def enter(self, value: Value) -> Place | None:
        """Evaluate from the handler; its first parameter is the event. Where it is defined."""
        units = [one.unit for one in leaves(value) if isinstance(one, Code)]
        for unit in units:
            self.enter_unit(unit)
        self.work()
        return Place(units[0].module, units[0].start, units[0].end) if units else None

    def enter_unit(self, unit: Unit, first: int = 0) -> None:
        """Note that the platform calls this function, with an event as parameter ``first``."""
        scope = self.scope(unit)
        scope.entry = True
        self.reach(unit)
        if unit.kind is UnitKind.FUNCTION and len(scope.given) > first:
            pattern = unit.parameters[first][0]
            place = Place(unit.module, pattern.start, pattern.end)
            self.give(scope, first, Given(place, "event", whole=True))
            for position, value in enumerate(_BESIDE[: len(scope.given) - first - 1], first + 1):
                self.give(scope, position, value)

    def rest(self) -> None:
        """Evaluate also what nobody reaches: its facts are told apart.

        Where types are declared once is enough: no value need come from elsewhere to know a client.
        """
        self._once = self.typed
        for module in self.graph.ordered():
            for unit in _all_units(module):
                scope = self.scope(unit)
                if not scope.runs:
                    self.enqueue(scope)
        self.work()

    def work(self, *, functions: bool = True) -> None:
        """Evaluate until nothing new is learnt; without ``functions`` these stay in the queue."""
        from crenel.code.run import Run  # noqa: PLC0415 - the two need each other

        waiting: list[Scope] = []
        while self._queue and not self.exhausted:
            scope = self._queue.popleft()
            if not functions and scope.unit.kind is UnitKind.FUNCTION:
                waiting.append(scope)
                continue
            scope.queued = False
            scope.runs += 1
            self.left -= len(scope.unit.code) + 1
            Run(self, scope).evaluate()
        self._queue.extend(waiting)

    def enqueue(self, scope: Scope) -> None:
        """Evaluate this unit (again), unless that happened too often."""
        if not scope.queued and scope.runs < (1 if self._once else MAX_RUNS):
            scope.queued = True
            self._queue.append(scope)

    def reach(self, unit: Unit) -> None:
        """The handler, or a module that loads, gets here; in a class, to what is asked for.

        Where types are declared it is known which methods are called, and their class is first.
        """
        scope = self.scope(unit)
        if scope.reached:
            return
        scope.reached = True
        typed = unit.module.language in LANGUAGES
        if typed and unit.outer is not None:
            self.reach(unit.outer)
        self.enqueue(scope)
        for method in [] if typed else self._dispatch.asked_by(unit):
            self.reach(method)
        if unit.kind is UnitKind.CLASS and not typed:
            open_ = is_open(unit)
            for inner in unit.units:
                if inner.name in CONSTRUCTORS:  # reached by whoever makes one
                    continue
                if open_ or inner.kind is UnitKind.CLASS or not self._dispatch.waits(inner):
                    self.reach(inner)

    def hand_on(self, unit: Unit) -> None:
        """A class, or an object of it, goes where nobody sees: any of its methods may be called."""
        if self.scope(unit).reached:
            for inner in unit.units:
                if inner.name not in CONSTRUCTORS:
                    self.reach(inner)

    def learn(self, scope: Scope, store: dict[str, Value], name: str, value: Value) -> None:
        """``name`` may also be this value."""
        old = store.get(name)
        new = value if old is None else either([old, value])
        if new != old:
            store[name] = new
            self._tell(scope)

    def give(self, scope: Scope, position: int, value: Value) -> None:
        """A parameter may also be this value."""
        old = scope.given[position]
        new = value if old is None else either([old, value])
        if new != old:
            scope.given[position] = new
            self.enqueue(scope)

    def receive(self, scope: Scope, value: Value) -> None:
        """A function may be called as a method of this object."""
        old = scope.receiver
        new = value if old is None else either([old, value])
        if new != old:
            scope.receiver = new
            self.enqueue(scope)
            self._tell(scope)

    def answer(self, scope: Scope, value: Value) -> None:
        """A function may also return this value."""
        old = scope.returned
        new = value if old is None else either([old, value])
        if new != old:
            scope.returned = new
            self._tell(scope)

    def uses(self, unit: Unit) -> Uses:
        """What a unit does with what it mentions."""
        found = self._uses.get(unit)
        if found is None:
            found = self._uses[unit] = uses_of(unit)
        return found

    def shown_by(self, module: Module, reader: Scope) -> list[Value]:
        """All that a module shows to others."""
        scope = self.scope(module.unit)
        scope.readers.add(reader)
        return list((scope.names if module.language == "python" else scope.exports).values())

    def exported(self, module: Module, name: str, reader: Scope | None = None) -> Value:
        """What another module gets by that name."""
        scope = self.scope(module.unit)
        if reader is not None:
            scope.readers.add(reader)
        if module.language != "python":
            return self._javascript_export(scope, name)
        value = scope.names.get(name)
        if value is None:
            inner = self.graph.submodule(module, name)
            return Package(inner) if inner is not None else UNKNOWN
        return value

    def _javascript_export(self, scope: Scope, name: str) -> Value:
        value = scope.exports.get(name)
        if value is not None:
            return value
        return Package(scope.unit.module) if name == "default" and scope.exports else UNKNOWN

    def _tell(self, scope: Scope) -> None:
        for reader in scope.readers:
            self.enqueue(reader)


def _all_units(module: Module) -> Iterator[Unit]:
    pending = [module.unit]
    while pending:
        unit = pending.pop()
        yield unit
        pending.extend(unit.units)
