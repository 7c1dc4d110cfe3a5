"""What ``value.name``, ``value[key]`` and one element of ``value`` are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from crenel.code.facts import EnvironmentRead, Tainted
from crenel.code.syntax import Fragment, Name, Step, Unit, UnitKind
from crenel.code.values import (
    CLEAN,
    MAX_NAME,
    UNKNOWN,
    Built,
    Code,
    Environment,
    Failure,
    Given,
    Instance,
    Items,
    Opaque,
    Options,
    Package,
    Path,
    Record,
    Value,
    choices,
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
    return _MEMBERS.get(type(value), _of_other)(run, value, name, step)


def element(run: Run, value: Value, key: Value, step: Step) -> Value:
    """``value[key]``."""
    name = literal(key)
    if isinstance(value, Options):
        return either([element(run, choice, key, step) for choice in value.choices])
    if isinstance(value, Path) and value.name in ENVIRONMENTS:
        return environment(run, name if isinstance(name, str) else None, step)
    if isinstance(name, str):
        return member(run, value, name, step) if not isinstance(value, Failure) else UNKNOWN
    if isinstance(value, Items):
        return _item(value, name)
    if isinstance(value, Record) and any(map(_is_callable, value.parts())):
        return either(value.parts())
    return (
        path(value.name + "[]", value.sites) if isinstance(value, Path) else each(run, value, step)
    )


def _is_callable(value: Value) -> bool:
    """Is it a function, or a class or a method that is not the application's?"""
    return any(isinstance(one, Code | Path) for one in choices(value))


def each(run: Run, value: Value, step: Step) -> Value:
    """One element of ``value``, as a loop takes it."""
    if isinstance(value, Given):
        return Given(run.place(step), f"{value.path}[]"[:MAX_NAME])
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
        scope = run.program.scope(unit)
        if scope.receiver is not None:
            scope.readers.add(run.scope)
            return scope.receiver
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
    parts = step.parts if isinstance(step, Fragment) else [step]
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


def _of_given(run: Run, value: Given, name: str, step: Step) -> Value:
    return Given(run.place(step), f"{value.path}.{name}"[:MAX_NAME])


def _of_options(run: Run, value: Options, name: str, step: Step) -> Value:
    return either([member(run, choice, name, step) for choice in value.choices])


def _of_record(_run: Run, value: Record, name: str, _step: Step) -> Value:
    return value.get(name) or UNKNOWN


def _of_instance(run: Run, value: Instance | Code, name: str, _step: Step) -> Value:
    if run.dialect is not None:
        return run.dialect.field(run, value.unit, name)
    return of_class(run, value.unit, name, bound=isinstance(value, Instance))


def _of_package(run: Run, value: Package, name: str, _step: Step) -> Value:
    if run.dialect is not None:
        return run.dialect.shown(run, value.module, name)
    return run.program.exported(value.module, name, run.scope)


def _of_failure(_run: Run, value: Failure, name: str, _step: Step) -> Value:
    form = {"stack": "trace", "message": "text", "args": "text"}.get(name, "error")
    return Failure(value.origin, form)


def _of_other(_run: Run, value: Value, _name: str, _step: Step) -> Value:
    return derived(value)


_MEMBERS: dict[type[Value], Callable[[Run, Any, str, Step], Value]] = {
    Path: _of_path,
    Given: _of_given,
    Options: _of_options,
    Record: _of_record,
    Built: _of_record,
    Instance: _of_instance,
    Code: _of_instance,
    Package: _of_package,
    Failure: _of_failure,
}
