"""Go in the evaluation: names by packages, methods by receivers, several answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code import calls
from crenel.code.built import built
from crenel.code.dialect import Dialect
from crenel.code.facts import Tainted
from crenel.code.go import members
from crenel.code.go.types import MAX_HEIRS, Types
from crenel.code.go.vocabulary import SDK
from crenel.code.syntax import Call, Module, Name, Step, Unit
from crenel.code.values import (
    UNKNOWN,
    Code,
    Instance,
    Items,
    Known,
    Opaque,
    Package,
    Path,
    Record,
    Site,
    Value,
    choices,
    either,
    path,
)

if TYPE_CHECKING:
    from crenel.code.program import Program, Scope
    from crenel.code.run import Run

MAX_TARGETS = 24
"""Methods that a call on an unknown object may mean; where there are more it is not told."""


class Go(Dialect):
    """Go, for one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        graph = program.graph
        self._services = members.services(graph.modules.values())
        self.types = Types(graph.modules.values(), lambda one, name: graph.path(one, name, 0))

    def cast(self, run: Run, kind: str, value: Value) -> Value:
        """``T{...}``, ``v.(T)``, and a variable without a value."""
        meant = self.types.of(run.module, kind)
        if isinstance(value, Record | Items) and meant is not None:
            return self._filled(run, meant, value)
        return self.refined(run.module, kind, value)

    def _filled(self, run: Run, meant: Unit | str, value: Record | Items) -> Value:
        entries = value.entries if isinstance(value, Record) else ()
        if isinstance(meant, str):
            return built(meant, entries)
        if not meant.types and not self.types.methods(meant):
            return value
        run.reached(Code(meant))
        scope = self.program.scope(meant)
        if isinstance(value, Items):
            entries = tuple(zip(meant.types, value.elements, strict=False))
        for name, one in entries:
            if name is not None:
                self.program.learn(scope, scope.names, name, one)
        return Instance(meant)

    def refined(self, module: Module, kind: str, value: Value) -> Value:
        """A value of which little is known is what its type says."""
        known = [one for one in choices(value) if not _vague(one)]
        if len(known) == len(choices(value)):
            return value
        meant = self.types.of(module, kind)
        if isinstance(meant, Unit):
            return either([*known, Instance(meant)]) if not known else value
        if isinstance(meant, str) and meant.startswith(SDK):
            made = built(meant, ((None, UNKNOWN),)) if _is_input(meant) else path(f"{meant}()")
            return either([*known, made])
        return value

    def outside(self, run: Run, name: str) -> Value | None:
        found = self._of_package(run, run.module, name)
        if found is not None:
            return found
        package = self.types.package(run.module, name)
        if isinstance(package, Module):
            return Package(package)
        if package is not None:
            return path(package)
        for module in self.types.dotted(run.module):
            found = self._of_package(run, module, name)
            if found is not None:
                return found
        return None

    def shown(self, run: Run, module: Module, name: str) -> Value:
        """A member of another package."""
        found = self._of_package(run, module, name)
        return UNKNOWN if found is None else found

    def _of_package(self, run: Run, module: Module, name: str) -> Value | None:
        unit = self.types.member(module, name)
        if unit is not None:
            return Code(unit)
        found: list[Value] = []
        for one in self.types.beside(module):
            scope = self.program.scope(one.unit)
            value = scope.names.get(name)
            if value is not None:
                scope.readers.add(run.scope)
                found.append(self._declared(one.unit, name, value))
        return either(found) if found else None

    def _declared(self, unit: Unit, name: str, value: Value) -> Value:
        kind = unit.types.get(name)
        return value if kind is None else self.refined(unit.module, kind, value)

    def owner(self, run: Run, name: str) -> Scope | None:
        """The file of the same package that declares a variable."""
        for one in self.types.beside(run.module):
            scope = self.program.scope(one.unit)
            if name in scope.names:
                return scope
        return None

    def field(self, run: Run, unit: Unit, name: str) -> Value:
        method = self.types.method(unit, name)
        if method is not None:
            return Code(method)
        for one in self.types.above(unit):
            scope = self.program.scope(one)
            scope.readers.add(run.scope)
            value = scope.names.get(name)
            if value is not None or name in one.types:
                return self._declared(one, name, UNKNOWN if value is None else value)
        heirs = self._heirs(unit) if self.types.is_interface(unit) else []
        found = [self.types.method(one, name) for one in heirs]
        return either(Code(one) for one in found if one is not None) if any(found) else UNKNOWN

    def _heirs(self, unit: Unit) -> list[Unit]:
        return self.types.heirs(unit)[:MAX_HEIRS]

    def method(self, run: Run, step: Call, base: Value, name: str, site: Site) -> Value | None:
        if isinstance(base, Instance):
            return self._own_method(run, step, base, name, site)
        if isinstance(base, Path):
            return members.of_path(run, step, base, name, site)
        if isinstance(base, Opaque) and base.tainted is not Tainted.YES:
            members.guessed(run, step, name, site, self._services)
            self._by_name(run, step, name, site)
            return None
        return members.method(run, step, base, name, site)

    def _own_method(self, run: Run, step: Call, base: Instance, name: str, site: Site) -> Value:
        unit = base.unit
        found = self.types.method(unit, name)
        if found is not None:
            return calls.own(run, Code(found), site)
        if self.types.is_interface(unit):
            methods = [self.types.method(one, name) for one in self._heirs(unit)]
            own = [calls.own(run, Code(one), site) for one in methods if one is not None]
            if own:
                return either(own)
        foreign = [one for above in self.types.above(unit) for one in self.types.bases(above)]
        for one in foreign:
            if isinstance(one, str):
                return calls.foreign(run, step, self._path(f"{one}().{name}"), site)
        value = self.field(run, unit, name)
        members.guessed(run, step, name, site, self._services)
        return either(calls.direct(run, step, one, site) for one in choices(value))

    def _path(self, name: str) -> Path:
        made = path(name)
        return made if isinstance(made, Path) else Path(1, UNKNOWN, name[:100])

    def _by_name(self, run: Run, step: Call, name: str, site: Site) -> None:
        """A call on an object of which nothing is known: every method of that name may be meant."""
        base = getattr(step.callee, "base", None)
        unit: Unit | None = run.unit
        while isinstance(base, Name) and unit is not None:
            kind = unit.types.get(base.id)
            if kind is not None:
                if isinstance(self.types.of(unit.module, kind), str):
                    return
                break
            unit = unit.outer
        found = self.types.every_method(name)
        for method in found if len(found) <= MAX_TARGETS and run.scope.reached else ():
            if method is not run.unit and len(method.parameters) == len(site.positional):
                calls.own(run, Code(method), site)

    def made(self, run: Run, callee: Code, site: Site) -> Value:
        """A conversion: ``Handler(f)`` is f, unless the type has methods."""
        unit = callee.unit
        run.reached(callee)
        first = site.positional[0] if site.positional else UNKNOWN
        return Instance(unit) if self.types.methods(unit) or unit.types else first

    def part(self, run: Run, step: Step, value: Value, place: int) -> Value:
        return members.part(run, step, value, place)

    def answer(self, run: Run, step: Step, callee: Path, site: Site) -> Value | None:
        return members.answer(run, step, callee, site)

    def entries(self, module: Module, _symbol: str) -> tuple[list[tuple[Unit, int]], str]:
        for one in self.program.graph.modules.values():
            for unit in one.unit.units:
                if unit.name == "init" and not unit.receiver:
                    self.program.reach(unit)
        found = [one for one in module.unit.units if one.name == "main" and not one.receiver]
        return [(one, 0) for one in found], "" if found else f"{module.path} has no func main"


def _vague(value: Value) -> bool:
    """Is nothing known but that nobody outside surely chose it?"""
    if isinstance(value, Opaque):
        return value.tainted is not Tainted.YES
    return value == Known(None)


def _is_input(name: str) -> bool:
    return name.endswith(("Input", "Entry", "Request"))
