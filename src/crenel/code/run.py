"""One evaluation of one unit: its steps in order, each with the values of its parts at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from crenel.code import binding, calls, members, typed
from crenel.code import syntax as s
from crenel.code.bindings import Bindings
from crenel.code.facts import Fact
from crenel.code.hooks import on_assign, on_entry, on_read, on_return
from crenel.code.uses import is_export
from crenel.code.values import (
    CLEAN,
    COMPUTED,
    PENDING,
    UNDEFINED,
    UNKNOWN,
    Code,
    Failure,
    Known,
    Options,
    Package,
    Path,
    Place,
    Record,
    Value,
    derived,
    either,
    items,
    leaves,
    literal,
    mixed,
    path,
    record,
    with_default,
)

if TYPE_CHECKING:
    from crenel.code.program import Program, Scope
    from crenel.model.source import Span


_HANDED_ON = (s.Name, s.Attribute, s.Index, s.Call)


class Run:
    """The state of one evaluation."""

    def __init__(self, program: Program, scope: Scope) -> None:
        self.program = program
        self.scope = scope
        self.unit = scope.unit
        self.module = scope.unit.module
        self.values: list[Value] = [UNKNOWN] * len(scope.unit.code)
        self.names = Bindings()
        self.outer: set[str] = set()
        """Names that ``global`` or ``nonlocal`` gives to an outer unit."""
        self.facts: dict[tuple[int, str], Fact] = {}
        self.returned: list[Value] = []
        self.uses = program.uses(scope.unit)
        self.dialect = program.dialect(self.module.language)

    def evaluate(self) -> None:
        """Run through the steps once; what was learnt goes to the scope and the program."""
        for name, unit in self.unit.functions:
            if self.dialect is None or not name.endswith("()"):  # Java's methods have overloads
                self.bind(name, Code(unit))
        binding.parameters(self)
        values = self.values
        for step in self.unit.code:
            value = values[step.index] = _STEPS[type(step)](self, step)
            if isinstance(value, Package | Record) and isinstance(step, _HANDED_ON):
                self._handed_on(step, value)
        answer = either(self.returned or [UNDEFINED])
        if answer is not PENDING:
            self.program.answer(self.scope, answer)
        self.scope.facts = list(self.facts.values())

    def value(self, step: s.Step) -> Value:
        """The value of an earlier step."""
        return self.values[step.index] if step.index >= 0 else UNKNOWN

    def place(self, step: s.Step) -> Place:
        """Where a step stands, in bytes."""
        return Place(self.module, step.start, step.end)

    def span(self, step: s.Step) -> Span:
        """Where a step stands, in characters."""
        return self.module.span(step.start, step.end)

    def note(self, step: s.Step, kind: str, fact: Fact) -> None:
        """Keep a fact; one of each kind for a step."""
        self.facts[step.index, kind] = fact

    def bind(self, name: str, value: Value) -> None:
        """From here on, the name is this."""
        self.names.set(name, value)
        self.program.learn(self.scope, self.scope.names, name, value)

    def look_up(self, name: str) -> Value:
        """What a name is here."""
        value = self.names.get(name)
        return self._outside(name) if value is None else value

    def _outside(self, name: str) -> Value:
        unit = self.unit.outer
        while unit is not None:
            scope = self.program.scope(unit)
            scope.readers.add(self.scope)
            value = scope.names.get(name)
            if value is not None:
                return value
            unit = unit.outer
        found = self.dialect.outside(self, name) if self.dialect is not None else None
        return path(name) if found is None else found

    def reached(self, value: Value) -> Value:
        """Note that this value is mentioned: a function that is mentioned may be called."""
        if isinstance(value, Code) and self.scope.reached:
            self.program.reach(value.unit)
        elif isinstance(value, Options) and self.dialect is not None and self.scope.reached:
            for one in value.choices:
                self.reached(one)
        return value

    def _handed_on(self, step: s.Step, value: Package | Record) -> None:
        """A module or an object of functions that is not taken apart here may be elsewhere."""
        if step.index in self.uses.named or not self.scope.reached:
            return
        shown = self.program.shown_by
        for part in shown(value.module, self.scope) if isinstance(value, Package) else [value]:
            for one in leaves(part):
                self.reached(one)

    def _kept(self, value: Value) -> None:
        """Functions that are put into something (a prototype) may be called from there."""
        for one in leaves(value) if isinstance(value, Code | Record) else ():
            self.reached(one)

    # The steps

    def name(self, step: s.Name) -> Value:
        if step.id == "this":
            return members.this(self)
        value = self.look_up(step.id)
        if self.dialect is not None:
            value = self.dialect.named(self, step.id, value)
        return value if step.index in self.uses.shown else self.reached(value)

    def literal(self, step: s.Literal) -> Value:
        return Known(step.value)

    def attribute(self, step: s.Attribute) -> Value:
        base = self.value(step.base)
        if isinstance(base, Path) and base.sites:
            on_read(self, step, base)
        return self.reached(members.member(self, base, step.name, step))

    def index(self, step: s.Index) -> Value:
        return self.reached(
            members.element(self, self.value(step.base), self.value(step.key), step)
        )

    def call(self, step: s.Call) -> Value:
        return calls.call(self, step)

    def blend(self, step: s.Blend) -> Value:
        return mixed([self.value(part) for part in step.parts])

    def test(self, _step: s.Test) -> Value:
        return CLEAN

    def either(self, step: s.Either) -> Value:
        return either([self.value(part) for part in step.parts])

    def fallback(self, step: s.Fallback) -> Value:
        first, *others = (self.value(part) for part in step.parts)
        return either([with_default(first, others[-1]), *others[:-1]]) if others else first

    def sequence(self, step: s.Sequence) -> Value:
        return items([self.value(part) for part in step.items])

    def mapping(self, step: s.Mapping) -> Value:
        keys = {part: self.value(key) for part, key in step.computed.items()}
        entries = [(_key(key, keys.get(part)), self.value(part)) for key, part in step.entries]
        for key, part in step.entries:
            if key is not None:
                on_entry(self, key, part)
        unknown = (key for key in keys.values() if not isinstance(literal(key), str))
        return record(entries, tuple(unknown))

    def spread(self, step: s.Spread) -> Value:
        return self.value(step.base)

    def part(self, step: typed.Part) -> Value:
        value = self.value(step.value)
        return value if self.dialect is None else self.dialect.part(self, step, value, step.place)

    def define(self, step: s.Define) -> Value:
        unit = step.unit
        if unit.kind is s.UnitKind.CLASS and self.scope.reached and self.dialect is None:
            self.program.reach(unit)
        return Code(unit)

    def cast(self, step: typed.Cast) -> Value:
        value = self.value(step.value)
        return value if self.dialect is None else self.dialect.cast(self, step.type, value)

    def decorated(self, step: s.Decorated) -> Value:
        calls.decorated(self, step)
        return Code(step.define.unit)

    def group(self, step: s.Group) -> Value:
        return derived(*(self.value(part) for part in step.parts))

    def assign(self, step: s.Assign) -> Value:
        value = self.value(step.value)
        if step.adds:
            value = mixed([self.value(step.target), value])
        if isinstance(step.target, s.Attribute | s.Index):
            self.facts.pop((step.target.index, "environment"), None)
            on_assign(self, step.target, value, step)
            if not is_export(step.target):
                self._kept(value)
        binding.assign(self, step.target, value, declares=step.declares)
        return value

    def default(self, step: s.Default) -> Value:
        given = self.look_up(step.target.id) if isinstance(step.target, s.Name) else UNKNOWN
        value = either([given, self.value(step.value)])
        binding.assign(self, step.target, value, declares=True)
        return value

    def iterate(self, step: s.Iterate) -> Value:
        value = members.each(self, self.value(step.value), step.value)
        binding.assign(self, step.target, value, declares=True)
        return value

    def catch(self, step: s.Catch) -> Value:
        binding.assign(self, step.target, Failure(self.place(step.target)), declares=True)
        return UNDEFINED

    def leave_with(self, step: s.Return) -> Value:
        self.names.dead = True
        if step.value is not None:
            value = self.value(step.value)
            self.returned.append(value)
            on_return(self, step.value, value)
        return UNDEFINED

    def leave(self, _step: s.Leave) -> Value:
        self.names.dead = True
        return UNDEFINED

    def outer_names(self, step: s.Outer) -> Value:
        self.outer.update(step.names)
        return UNDEFINED

    def imports(self, step: s.Import) -> Value:
        binding.imports(self, step)
        return UNDEFINED

    def exports(self, step: s.Export) -> Value:
        binding.exports(self, step)
        return UNDEFINED

    def mark(self, step: s.Mark) -> Value:
        self.names.mark(step.branch)
        return UNDEFINED


def _key(name: str | None, computed: Value | None) -> str | None:
    """The name of an entry, where it is written or computes to a constant; None: it is spread."""
    if name is not None or computed is None:
        return name
    found = literal(computed)
    return found if isinstance(found, str) else COMPUTED


class _Steps(dict[type[s.Step], Callable[[Run, Any], Value]]):
    """What to do for each class of step; a derived class does as its base."""

    def __missing__(self, kind: type[s.Step]) -> Callable[[Run, Any], Value]:
        found = self[kind] = self[kind.__mro__[1]]
        return found


_STEPS = _Steps(
    {
        s.Name: Run.name,
        s.Literal: Run.literal,
        s.Attribute: Run.attribute,
        s.Index: Run.index,
        s.Call: Run.call,
        s.Blend: Run.blend,
        s.Test: Run.test,
        s.Either: Run.either,
        s.Fallback: Run.fallback,
        s.Sequence: Run.sequence,
        s.Mapping: Run.mapping,
        s.Spread: Run.spread,
        typed.Cast: Run.cast,
        typed.Part: Run.part,
        s.Define: Run.define,
        s.Decorated: Run.decorated,
        s.Group: Run.group,
        s.Assign: Run.assign,
        s.Default: Run.default,
        s.Iterate: Run.iterate,
        s.Catch: Run.catch,
        s.Return: Run.leave_with,
        s.Leave: Run.leave,
        s.Outer: Run.outer_names,
        s.Import: Run.imports,
        s.Export: Run.exports,
        s.Mark: Run.mark,
    }
)
