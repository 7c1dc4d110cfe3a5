"""What assignments, parameters, imports and exports bind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code import members
from crenel.code.syntax import (
    Assign,
    Attribute,
    Export,
    Import,
    Index,
    Mapping,
    Name,
    Sequence,
    Spread,
    Step,
    UnitKind,
)
from crenel.code.values import (
    UNKNOWN,
    Built,
    Code,
    Instance,
    Items,
    Package,
    Path,
    Record,
    Value,
    built,
    choices,
    items,
    literal,
    path,
    record,
)

if TYPE_CHECKING:
    from crenel.code.program import Scope
    from crenel.code.run import Run
    from crenel.code.syntax import Module


def parameters(run: Run) -> None:
    """Bind a function's parameters to what its callers give."""
    given = run.scope.given
    for position, (pattern, _) in enumerate(run.unit.parameters):
        value = given[position]
        if position == 0 and value is None and _is_method(run):
            value = members.this(run)
        target = pattern.base if isinstance(pattern, Spread) else pattern
        assign(run, target, UNKNOWN if value is None else value, declares=True)


def _is_method(run: Run) -> bool:
    outer = run.unit.outer
    return run.module.language == "python" and outer is not None and outer.kind is UnitKind.CLASS


def assign(run: Run, target: Step, value: Value, *, declares: bool) -> None:
    """``target = value``, taking the value apart where the target is a pattern."""
    pending = [(target, value)]
    while pending:
        one, given = pending.pop()
        if isinstance(one, Name):
            _assign_name(run, one.id, given, declares=declares)
        elif isinstance(one, Attribute | Index):
            _assign_member(run, one, given)
        elif isinstance(one, Mapping):
            pending.extend(_entries(run, one, given))
        elif isinstance(one, Sequence):
            pending.extend(_elements(run, one, given))
        elif isinstance(one, Spread):
            pending.append((one.base, given))
        elif isinstance(one, Assign):
            pending.append((one.target, given))


def _entries(run: Run, pattern: Mapping, value: Value) -> list[tuple[Step, Value]]:
    return [
        (part, value if key is None else members.member(run, value, key, part))
        for key, part in pattern.entries
    ]


def _elements(run: Run, pattern: Sequence, value: Value) -> list[tuple[Step, Value]]:
    if isinstance(value, Items) and len(value.elements) == len(pattern.items):
        return list(zip(pattern.items, value.elements, strict=True))
    one = members.each(run, value, pattern)
    return [(part, one) for part in pattern.items]


def _assign_name(run: Run, name: str, value: Value, *, declares: bool) -> None:
    owner = None if declares and name not in run.outer else _owner(run, name)
    if owner is None or name in run.names:
        run.bind(name, value)
    else:
        run.names.set(name, value)
        run.program.learn(owner, owner.names, name, value)


def _owner(run: Run, name: str) -> Scope | None:
    """The outer unit that declares a name."""
    unit = run.unit.outer
    while unit is not None:
        scope = run.program.scope(unit)
        if name in scope.names or (name in run.outer and unit.outer is None):
            return scope
        unit = unit.outer
    return run.dialect.owner(run, name) if run.dialect is not None else None


def _assign_member(run: Run, target: Attribute | Index, value: Value) -> None:
    base = run.value(target.base)
    name = target.name if isinstance(target, Attribute) else literal(run.value(target.key))
    if isinstance(base, Path) and base.name in {"exports", "module.exports", "module"}:
        _export(run, f"{base.name}.{name}".removeprefix("module."), value)
        return
    for one in choices(base):
        if isinstance(one, Instance | Code) and one.unit.kind is UnitKind.CLASS:
            scope = run.program.scope(one.unit)
            run.program.learn(scope, scope.names, str(name), value)
    if run.dialect is not None and isinstance(base, Items) and isinstance(target.base, Name):
        run.names.set(target.base.id, items([*base.elements, value]))  # list[i] = value
    if isinstance(base, Record) and isinstance(target.base, Name):
        key = name if isinstance(name, str) else None
        entries = [*base.entries, (key, value)]
        kept = built(base.kind, entries) if isinstance(base, Built) else record(entries)
        run.names.set(target.base.id, kept)


def _export(run: Run, name: str, value: Value) -> None:
    scope = run.program.scope(run.module.unit)
    if name != "exports":
        run.program.learn(scope, scope.exports, name.removeprefix("exports."), value)
        return
    run.program.learn(scope, scope.exports, "default", value)
    for key, entry in value.entries if isinstance(value, Record) else ():
        if key is not None:
            run.program.learn(scope, scope.exports, key, entry)


def imports(run: Run, step: Import) -> None:
    """Bind what an import names."""
    module = run.program.graph.target(run.module, step.module, step.level)
    for name, local in step.bindings:
        if name == "*":
            _everything(run, module)
        else:
            run.bind(local, _imported(run, step, module, name, local))


def imported_module(run: Run, name: str) -> Value:
    """What ``require(name)`` gives."""
    module = run.program.graph.target(run.module, name, 0)
    if module is None:
        return path(name.removeprefix("node:"))
    return run.program.exported(module, "default", run.scope)


def _imported(run: Run, step: Import, module: Module | None, name: str | None, local: str) -> Value:
    if name is None:
        if run.module.language == "python" and step.module.startswith(local + "."):
            return path(local)  # "import a.b" binds a
        return path(step.module.removeprefix("node:")) if module is None else Package(module)
    if module is not None:
        return run.program.exported(module, name, run.scope)
    inner = run.program.graph.target(run.module, f"{step.module}.{name}".strip("."), step.level)
    if inner is not None and run.module.language == "python":
        return Package(inner)
    foreign = step.module.removeprefix("node:")
    return path(foreign if name == "default" else f"{foreign}.{name}")


def _everything(run: Run, module: Module | None) -> None:
    if module is None:
        return
    scope = run.program.scope(module.unit)
    scope.readers.add(run.scope)
    run.program.left -= len(scope.names)
    for name, value in list(scope.names.items()):
        run.bind(name, value)


def exports(run: Run, step: Export) -> None:
    """What ``export`` shows to other modules."""
    scope = run.program.scope(run.module.unit)
    module = run.program.graph.target(run.module, step.module, 0) if step.module else None
    for name, part in step.bindings:
        if name == "*" and module is not None:
            other = run.program.scope(module.unit)
            other.readers.add(run.scope)
            run.program.left -= len(other.exports)
            for key, value in list(other.exports.items()):
                run.program.learn(scope, scope.exports, key, value)
        elif step.module is None:
            value = run.look_up(part.id) if isinstance(part, Name) else run.value(part)
            run.program.learn(scope, scope.exports, name, value)
        elif module is not None and isinstance(part, Name):
            value = run.program.exported(module, part.id, run.scope)
            run.program.learn(scope, scope.exports, name, value)
