"""What ``value.name``, ``value[key]`` and one element of ``value`` are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code.facts import EnvironmentRead, Tainted
from crenel.code.syntax import Step, Unit, UnitKind
from crenel.code.values import (
    CLEAN,
    UNKNOWN,
    Code,
    Environment,
    Failure,
    Given,
    Instance,
    Items,
    Known,
    Opaque,
    Options,
    Package,
    Path,
    Place,
    Record,
    Value,
    derived,
    either,
    literal,
    path,
)
from crenel.code.vocabulary import ENVIRONMENTS, SOURCES

if TYPE_CHECKING:
    from crenel.code.run import Run

MAX_BASES = 8


def member(run: Run, value: Value, name: str, step: Step) -> Value:
    """``value.name``."""
    if isinstance(value, Path):
        return _of_path(run, value, name, step)
    if isinstance(value, Given):
        return Given(run.place(step), f"{value.path}.{name}")
    if isinstance(value, Options):
        return either([member(run, choice, name, step) for choice in value.choices])
    if isinstance(value, Record):
        return value.get(name) or UNKNOWN
    if isinstance(value, Instance | Code):
        return of_class(run, value.unit, name, bound=isinstance(value, Instance))
    if isinstance(value, Package):
        return run.program.exported(value.module, name, run.scope)
    if isinstance(value, Failure):
        form = {"stack": "trace", "message": "text", "args": "text"}.get(name, "error")
        return Failure(value.origin, form)
    return derived(value)


def element(run: Run, value: Value, key: Value, step: Step) -> Value:
    """``value[key]``."""
    name = literal(key)
    if isinstance(value, Options):
        return either([element(run, choice, key, step) for choice in value.choices])
    if isinstance(value, Path) and value.name in ENVIRONMENTS:
        return environment(run, name if isinstance(name, str) else None, step)
    if isinstance(name, str):
        return member(run, value, name, step) if not isinstance(value, Failure) else UNKNOWN
    if isinstance(value, Given):
        return Given(run.place(step), f"{value.path}[]")
    if isinstance(value, Items):
        return _item(value, name)
    if isinstance(value, Path):
        return path(value.name + "[]", value.sites)
    return derived(value)


def each(run: Run, value: Value, step: Step) -> Value:
    """One element of ``value``, as a loop takes it."""
    if isinstance(value, Given):
        return Given(run.place(step), f"{value.path}[]")
    if isinstance(value, Items):
        return _item(value, None)
    if isinstance(value, Options):
        return either([each(run, choice, step) for choice in value.choices])
    if isinstance(value, Path) and value.sites:
        return path(value.name + "[]", value.sites)
    return derived(value)


def environment(run: Run, name: str | None, step: Step) -> Value:
    """An environment variable is read here."""
    fact = EnvironmentRead(
        span=run.span(step), function=run.unit.qualified, reached=run.scope.reached, name=name
    )
    run.note(step, "environment", fact)
    return Environment(name)


def this(run: Run) -> Value:
    """The object whose method this is; in a nested function, the one of the method around it."""
    unit: Unit | None = run.unit
    while unit is not None and unit.kind is not UnitKind.CLASS:
        unit = unit.outer
    return Instance(unit) if unit is not None else UNKNOWN


def of_class(run: Run, unit: Unit, name: str, *, bound: bool) -> Value:
    """A member of a class of the application, or of one that it extends."""
    if unit.kind is not UnitKind.CLASS:
        return CLEAN
    pending, seen = [unit], 0
    while pending and seen < MAX_BASES:
        one = pending.pop(0)
        seen += 1
        scope = run.program.scope(one)
        scope.readers.add(run.scope)
        value = scope.names.get(name)
        if value is not None:
            method = isinstance(value, Code) and value.unit.outer is one
            return Code(value.unit, bound=bound) if method and isinstance(value, Code) else value
        pending.extend(bases(run, one))
    return UNKNOWN


def bases(run: Run, unit: Unit) -> list[Unit]:
    """The classes of the application that a class extends."""
    if unit.outer is None:
        return []
    names = run.program.scope(unit.outer).names
    found = (names.get(name) for base in unit.bases for name in _base_names(base))
    return [one.unit for one in found if isinstance(one, Code) and one.unit is not unit]


def _base_names(step: Step) -> list[str]:
    from crenel.code.syntax import Group, Name  # noqa: PLC0415

    parts = step.parts if isinstance(step, Group) else [step]
    return [part.id for part in parts if isinstance(part, Name)]


def _of_path(run: Run, value: Path, name: str, step: Step) -> Value:
    if value.name in ENVIRONMENTS and run.module.language != "python":
        return environment(run, name, step)
    full = f"{value.name}.{name}"
    if full in SOURCES:
        return Given(run.place(step), full)
    if not value.sites and run.module.language == "python":
        module = run.program.graph.dotted(run.module, full)
        if module is not None:
            return Package(module)
    return path(full, value.sites)


def _item(value: Items, position: object) -> Value:
    if isinstance(position, int) and 0 <= position < len(value.elements):
        return value.elements[position]
    return either(value.elements) if value.elements else Opaque(Tainted.NO)
