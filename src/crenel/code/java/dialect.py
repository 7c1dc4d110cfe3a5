"""Java in the evaluation: names by types, methods by class and number of arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.code import calls
from crenel.code.built import Built, built
from crenel.code.dialect import Dialect
from crenel.code.facts import Tainted, Untold
from crenel.code.java import builders, members
from crenel.code.java.types import Kind, Types
from crenel.code.java.vocabulary import SDK
from crenel.code.syntax import Call, Module, Name, Spread, Step, Unit, UnitKind
from crenel.code.values import (
    CLEAN,
    PENDING,
    UNKNOWN,
    Code,
    Instance,
    Known,
    Opaque,
    Path,
    Site,
    Value,
    choices,
    either,
    path,
)

if TYPE_CHECKING:
    from crenel.code.program import Program, Scope
    from crenel.code.run import Run

_CALLING_BASES = frozenset(
    {"software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler"}
)
"""Library classes whose handler only calls methods of the class that extends them."""
MAX_TARGETS = 24
"""Methods that a call on an unknown object may mean; where there are more it is not told."""


class Java(Dialect):
    """Java, for one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.types = Types(program.graph.modules.values())
        self._services = members.services(program.graph.modules.values())

    def cast(self, run: Run, kind: str, value: Value) -> Value:
        return self.refined(run.module, kind, value)

    def refined(self, module: Module, kind: str, value: Value) -> Value:
        """A value of which little is known is an object of the type that the text declares."""
        meant = self.types.of(module, kind)
        known = [one for one in choices(value) if not _vague(one) and not _unlike(one, meant)]
        if len(known) == len(choices(value)):
            return value
        if isinstance(meant, Unit):
            self._reach(meant)
            return either([*known, Instance(meant)])
        if isinstance(meant, str) and meant.startswith(SDK):
            if ".model." in meant:
                return either([*known, built(meant, ((None, UNKNOWN),))])
            return either([*known, path(f"{meant}()")])
        return value

    def outside(self, run: Run, name: str) -> Value | None:
        if name.endswith("()") or name == "super":
            return self._called(run, name)
        meant = self.types.of(run.module, name)
        if isinstance(meant, Unit):
            return Code(meant)
        if meant is not None:
            return path(meant)
        for unit in _around(run.unit):
            found = self._inherited(run, unit, name)
            if found is not None:
                return found
        imported = self._static(run, name)
        if imported is not None:
            return imported
        if name[:1].isupper() and name.upper() != name:
            self._missing(run, name)
        return None

    def _missing(self, run: Run, name: str) -> None:
        span = run.module.span(run.unit.start, run.unit.start + 1)
        message = f"no file has the class {name[:80]}"
        fact = Untold(
            span=span, function=run.unit.qualified, reached=run.scope.reached, message=message
        )
        run.facts[-1, f"missing {name}"] = fact

    def _called(self, run: Run, name: str) -> Value:
        """``method()``, ``super()``, ``this()`` and ``super``."""
        around = list(_around(run.unit))
        own = around[0] if around else None
        if name in {"super", "super()", "this()"}:
            return self._self(name, own)
        for unit in around:
            found = self.methods(unit, name, virtual=True)
            if found:
                return either(map(Code, found))
        static = self._static(run, name)
        return static if static is not None else UNKNOWN

    def _self(self, name: str, own: Unit | None) -> Value:
        if own is None:
            return UNKNOWN
        bases = [one for one in self.types.bases(own) if isinstance(one, Unit)]
        if name == "super":
            return Instance(bases[0]) if bases else UNKNOWN
        units = [own] if name == "this()" else bases
        made = [one for unit in units for key, one in unit.functions if key == "constructor()"]
        return either(map(Code, made)) if made else CLEAN

    def _static(self, run: Run, name: str) -> Value | None:
        """A member that ``import static`` brings."""
        bare = name.removesuffix("()")
        for step in run.module.imports:
            if not any(one in {bare, "*"} for one, _ in step.bindings):
                continue
            meant = self.types.of(run.module, step.module)
            if isinstance(meant, Unit):
                found = self.methods(meant, name, virtual=False)
                if found:
                    return either(map(Code, found))
                return self.field(run, meant, bare)
            if (bare, bare) in step.bindings:
                return path(f"{step.module}.{bare}")
        return None

    def field(self, run: Run, unit: Unit, name: str) -> Value:
        if name.endswith("()"):  # this::save
            methods = self.methods(unit, name, virtual=True)
            return either(map(Code, methods)) if methods else UNKNOWN
        found = self._inherited(run, unit, name)
        return UNKNOWN if found is None else found

    def _inherited(self, run: Run, unit: Unit, name: str) -> Value | None:
        for one in self.types.above(unit):
            scope = self.program.scope(one)
            scope.readers.add(run.scope)
            if not scope.runs and run.scope.reached:
                self.program.reach(one)
            value = scope.names.get(name)
            kind = one.types.get(name)
            if kind is not None:
                late = PENDING if not scope.runs else UNKNOWN
                return self.refined(one.module, kind, late if value is None else value)
            if value is not None:
                return value
        return None

    def owner(self, run: Run, name: str) -> Scope | None:
        """The class around that declares a field, itself or by what it extends."""
        if name in run.unit.types:
            return None
        for around in _around(run.unit):
            for one in self.types.above(around):
                if name in one.types and one.kind is UnitKind.CLASS:
                    return self.program.scope(one)
        return None

    def methods(self, unit: Unit, name: str, *, virtual: bool) -> list[Unit]:
        """The methods of a class under ``name()``: own or inherited ones, and overriding ones."""
        found: list[Unit] = []
        for one in self.types.above(unit):
            found = [method for key, method in one.functions if key == name]
            if found:
                break
        for heir in self.types.heirs(unit) if virtual else ():
            found.extend(method for key, method in heir.functions if key == name)
        return found

    def method(self, run: Run, step: Call, base: Value, name: str, site: Site) -> Value | None:
        if isinstance(base, Code) and base.unit.kind is UnitKind.FUNCTION:
            return calls.own(run, base, site)  # supplier.get()
        if isinstance(base, Instance | Code):
            return self._own_method(run, step, base, name, site)
        if isinstance(base, Built):
            return builders.method(run, step, base, name, site)
        if isinstance(base, Path):
            return self._foreign_method(run, step, base, name, site)
        if isinstance(base, Opaque) and base.tainted is not Tainted.YES:
            self._by_name(run, step, name, site)
            return None
        return members.method(run, step, base, name, site)

    def _own_method(
        self, run: Run, step: Call, base: Instance | Code, name: str, site: Site
    ) -> Value:
        unit = base.unit
        found = self.methods(unit, f"{name}()", virtual=isinstance(base, Instance))
        fitting = [one for one in found if _fits(one, site)] or found
        if fitting:
            self._reach(unit)
            answers = [calls.own(run, Code(one), site) for one in fitting[:MAX_TARGETS]]
            return either(answers)
        calls.callbacks(run, step, site, UNKNOWN)
        if name in builders.STARTING:
            return built("")
        return self._accessor(run, unit, name)

    def answered(self, unit: Unit, value: Value) -> Value:
        if not unit.answer:
            return value
        if value is PENDING:  # a client is one before it is known how it was made
            meant = self.types.of(unit.module, unit.answer)
            client = isinstance(meant, str) and meant.startswith(SDK) and ".model." not in meant
            return path(f"{meant}()") if client else value
        return self.refined(unit.module, unit.answer, value)

    def _accessor(self, run: Run, unit: Unit, name: str) -> Value:
        """A getter that an annotation makes, or a record's: the field."""
        bare = name[3:4].lower() + name[4:] if name.startswith("get") else name
        found = self._inherited(run, unit, bare)
        return UNKNOWN if found is None else found

    def _foreign_method(
        self, run: Run, step: Call, base: Path, name: str, site: Site
    ) -> Value | None:
        found = members.of_path(run, step, base, name, site)
        if found is not None:
            return found
        if base.name.startswith(SDK):
            site = Site(tuple(builders.configured(run, one) for one in site.positional))
        callee = path(f"{base.name}.{name}", base.sites)
        answer = calls.foreign(run, step, callee, site) if isinstance(callee, Path) else None
        if not any(place == step.index and kind.startswith("sdk") for place, kind in run.facts):
            members.requested(run, step, name, site)
        if _handed_out(base):
            self._by_name(run, step, name, site)
        return answer

    def _by_name(self, run: Run, step: Call, name: str, site: Site) -> None:
        """A call on an object of which nothing is known: every method of that name may be meant."""
        if self._declared_foreign(run, step) or not run.scope.reached:
            return
        members.guessed(run, step, name, site, self._services)
        found = [one for one in self.types.every_method(f"{name}()") if _fits(one, site)]
        if len(found) > MAX_TARGETS:
            return
        for method in found:
            if method is not run.unit:
                calls.own(run, Code(method), site)

    def _declared_foreign(self, run: Run, step: Call) -> bool:
        """Is what the method is called on declared with a type that is not the application's?"""
        base = getattr(step.callee, "base", None)
        unit: Unit | None = run.unit
        while isinstance(base, Name) and unit is not None:
            kind = unit.types.get(base.id)
            if kind is not None:
                return isinstance(self.types.of(unit.module, kind), str)
            unit = unit.outer
        return False

    def made(self, run: Run, callee: Code, site: Site) -> Value:
        unit = callee.unit
        run.reached(callee)
        self._construct(run, unit, site)
        return Instance(unit)

    def _construct(self, run: Run, unit: Unit, site: Site) -> None:
        constructors = [one for key, one in unit.functions if key == "constructor()"]
        for one in [one for one in constructors if _fits(one, site)] or constructors:
            calls.own(run, Code(one), site)
        if not constructors:
            scope = self.program.scope(unit)
            for (pattern, _), value in zip(unit.parameters, site.positional, strict=False):
                if isinstance(pattern, Name):
                    self.program.learn(scope, scope.names, pattern.id, value)
        if run.scope.reached:
            self._reach(unit)
            self._hand_over(unit)

    def _hand_over(self, unit: Unit) -> None:
        """Methods that a foreign base declares are called by whoever the object is given to."""
        if not self.types.foreign_base(unit):
            return
        for _, method in unit.functions:
            own = method.kind is UnitKind.FUNCTION and method.name != "constructor"
            if own and (method.overrides or unit.name == "<anonymous>"):
                self.program.reach(method)

    def _reach(self, unit: Unit) -> None:
        """A class, and those above it, are loaded."""
        for one in self.types.above(unit):
            self.program.reach(one)

    def answer(self, run: Run, step: Step, callee: Path, site: Site) -> Value | None:
        return members.answer(run, step, callee, site)

    def entries(self, module: Module, _symbol: str) -> tuple[list[tuple[Unit, int]], str]:
        name, _, method = _symbol.partition("::")
        simple = name.rpartition(".")[2].rpartition("$")[2]
        unit = next((one for one in self.types.classes() if _is(one, module, simple)), None)
        if unit is None:
            return [], f"{module.path} has no class {simple[:80]}"
        self._reach(unit)
        for key, one in unit.functions:
            if key == "constructor()":
                self.program.reach(one)
        found = self.methods(unit, f"{method or 'handleRequest'}()", virtual=False)
        if found:
            return [(one, 0) for one in _handlers(found)], ""
        own = [one for _, one in unit.functions if one.name != "constructor"]
        if self._known_base(unit):
            return [(one, 0) for one in own], ""
        reason = "is not defined: a class that is not read may call any of its methods"
        return [(one, 0) for one in own], f"{simple[:80]}.{method or 'handleRequest'} {reason}"

    def _known_base(self, unit: Unit) -> bool:
        """Is the handler a base class's that calls nothing but what the class itself has?"""
        return any(isinstance(one, str) and one in _CALLING_BASES for one in self.types.bases(unit))


def _is(unit: Unit, module: Module, name: str) -> bool:
    return unit.module is module and unit.name == name


def _handlers(found: list[Unit]) -> list[Unit]:
    """Of methods of one name, those that end with the context; all where none does."""
    with_context = [one for one in found if "Context" in one.types.values()]
    return with_context or found


def _around(unit: Unit | None) -> Iterator[Unit]:
    """The classes around a unit, the innermost first."""
    while unit is not None:
        if unit.kind is UnitKind.CLASS:
            yield unit
        unit = unit.outer


def _fits(unit: Unit, site: Site) -> bool:
    given, taken = len(site.positional), len(unit.parameters)
    rest = bool(unit.parameters) and isinstance(unit.parameters[-1][0], Spread)
    return given == taken or (rest and given >= taken - 1)


def _handed_out(base: Path) -> bool:
    """Is it what a foreign method answered, ``map.get(key)``: perhaps the application's object?"""
    method = base.name.rpartition(".")[2]
    return method.endswith("()") and method[:1].islower() and not base.name.startswith(SDK)


def _unlike(value: Value, meant: Kind) -> bool:
    """Is it a client of another service than the text declares? A factory makes several."""
    if not (isinstance(value, Path) and isinstance(meant, str) and meant.startswith(SDK)):
        return False
    parts = meant.split(".")
    service = ".".join(parts[: 4 if parts[0] == "com" else 5]) + "."
    return value.name.startswith(SDK) and not value.name.startswith(service)


def _vague(value: Value) -> bool:
    """Is nothing known but that nobody outside surely chose it?"""
    if isinstance(value, Opaque):
        return value.tainted is not Tainted.YES
    if isinstance(value, Path):  # what some library answered: a factory, an injector
        made = value.name.partition("(")[0]
        return bool(value.sites) and (not made.startswith(SDK) or ".model." in made)
    return value == Known(None)
