"""What a call does: to the application's functions, to well-known ones, to methods of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code import binding, decorators, members
from crenel.code import vocabulary as known
from crenel.code.answers import MethodCall, foreign_answer, method_answer
from crenel.code.hooks import CallView, on_call
from crenel.code.syntax import (
    Attribute,
    Call,
    Decorated,
    Name,
    Spread,
    Step,
    Unit,
    UnitKind,
)
from crenel.code.values import (
    CLEAN,
    PENDING,
    UNKNOWN,
    Code,
    Failure,
    Given,
    Instance,
    Items,
    Known,
    Opaque,
    Package,
    Path,
    Place,
    Record,
    Site,
    Value,
    choices,
    derived,
    either,
    items,
    leaves,
    literal,
    path,
    taint,
    with_default,
)

if TYPE_CHECKING:
    from crenel.code.program import Scope
    from crenel.code.run import Run


def call(run: Run, step: Call) -> Value:
    """The value of a call, and what is learnt from it."""
    site = _site(run, step)
    callee = step.callee
    if isinstance(callee, Attribute):
        run.facts.pop((callee.index, "attribute"), None)  # a method, not an attribute
        base = run.value(callee.base)
        answers = [_method(run, step, one, callee.name, site) for one in choices(base)]
    else:
        answers = [direct(run, step, one, site) for one in _callable(run.value(callee))]
    return either(answers)


def _callable(value: Value) -> list[Value]:
    """What a value may be where it is called: in ``known && FUNCTIONS[name]`` no truth value."""
    found = list(choices(value))
    if not any(isinstance(one, Code) for one in found):
        return found
    return [one for one in found if not isinstance(one, Known) and one is not CLEAN]


def _site(run: Run, step: Call) -> Site:
    positional: list[Value] = []
    named = [(name, run.value(part)) for name, part in step.named.items()]
    for part in step.positional:
        value = run.value(part)
        if isinstance(part, Spread) and isinstance(value, Items):
            positional.extend(value.elements)
        elif isinstance(part, Spread) and isinstance(value, Record):
            named.extend((key, entry) for key, entry in value.entries if key is not None)
        elif not isinstance(part, Spread):
            positional.append(value)
        else:
            named.append(("*", value))
    return Site(tuple(positional), tuple(named))


def _method(run: Run, step: Call, base: Value, name: str, site: Site) -> Value:
    """``base.name(...)``."""
    if run.dialect is not None:
        found = run.dialect.method(run, step, base, name, site)
        if found is not None:
            return found
    if isinstance(base, Path | Package | Instance | Code):
        callee = members.member(run, base, name, step.callee)
        if callee is not UNKNOWN:
            return either([direct(run, step, one, site) for one in choices(callee)])
    kept = base.get(name) if isinstance(base, Record) else None
    if kept is not None and any(isinstance(one, Code | Path) for one in choices(kept)):
        for one in choices(kept):
            if isinstance(one, Code):
                run.program.receive(run.program.scope(one.unit), base)
        return either([direct(run, step, one, site) for one in _callable(kept)])
    on_call(CallView(run, step, f"?.{name}", base, site))
    callbacks(run, step, site, _callback_argument(run, step, base, name))
    return method_answer(MethodCall(run, step, base, name, site))


def _callback_argument(run: Run, step: Call, base: Value, name: str) -> Value:
    return base if name in {"then", "finally", "tap"} else members.each(run, base, step)


def direct(run: Run, step: Call, callee: Value, site: Site) -> Value:
    """A call of this very value."""
    if isinstance(callee, Code):
        return own(run, callee, site)
    if isinstance(callee, Path):
        return foreign(run, step, callee, site)
    callbacks(run, step, site, UNKNOWN)
    return _unlike(callee, site)


def _unlike(callee: Value, site: Site) -> Value:
    """The answer of a function that is not known: unknown, wherever it may come from."""
    worst = taint(derived(callee, *site.values()))
    if callee is PENDING:
        return PENDING
    return Opaque(origin=worst.origin, path=worst.path)


def own(run: Run, callee: Code, site: Site) -> Value:
    """A call of a function or a class of the application."""
    unit = callee.unit
    run.reached(callee)
    if unit.kind is UnitKind.CLASS and run.dialect is not None:
        return run.dialect.made(run, callee, site)
    if unit.kind is UnitKind.CLASS:
        for name in ("__init__", "constructor"):
            method = members.of_class(run, unit, name, bound=True)
            if isinstance(method, Code):
                own(run, method, site)
        return Instance(unit)
    scope = run.program.scope(unit)
    scope.readers.add(run.scope)
    python = unit.module.language == "python"
    _give(run, scope, site, skipped=1 if python and (callee.bound or _constructs(unit)) else 0)
    answer = PENDING if scope.returned is None else scope.returned
    if run.dialect is None:
        return answer
    return run.dialect.answered(unit, answer if answer is PENDING else _passed_on(scope, site))


def _passed_on(scope: Scope, site: Site) -> Value:
    """The answer, less what only other callers gave: helpers of classes are shared by many."""
    answers = choices(scope.returned) if scope.returned is not None else ()
    if not any(isinstance(one, Given | Failure) for one in answers):
        return either(answers)
    given = [one for value in scope.given if value is not None for one in choices(value)]
    many = any(isinstance(one, Opaque) for one in given)  # too many callers to tell apart
    own = [one for value in site.values() for one in choices(value)]
    kept = [
        one
        for one in answers
        if not isinstance(one, Given | Failure) or one in own or not (many or one in given)
    ]
    return either(kept) if kept else derived(*site.values())


def _constructs(unit: Unit) -> bool:
    return unit.name == "__init__"


def _give(run: Run, scope: Scope, site: Site, skipped: int) -> None:
    """Hand arguments to parameters."""
    parameters = scope.unit.parameters
    names = dict(site.named)
    rest = names.get("*")
    for position, (pattern, default) in enumerate(parameters[skipped:]):
        name = pattern.id if isinstance(pattern, Name) else ""
        if isinstance(pattern, Spread):
            value: Value | None = items(site.positional[position:])
        elif position < len(site.positional):
            value = site.positional[position]
        else:
            value = names.get(name, rest)
        if value is None and default is None:
            value = UNKNOWN if rest is not None else Known(None)
        if value is not None:
            run.program.give(scope, position + skipped, value)


def callbacks(run: Run, step: Call, site: Site, argument: Value) -> None:
    """Functions that are handed to something else are called by it, with this."""
    for value in site.values():
        for one in leaves(value):
            if isinstance(one, Path):
                _handed(run, step, one, site)
            if isinstance(one, Instance) or (
                isinstance(one, Code) and one.unit.kind is UnitKind.CLASS
            ):
                run.program.hand_on(one.unit)
            if isinstance(one, Code) and one.unit.kind is UnitKind.FUNCTION:
                run.reached(one)
                scope = run.program.scope(one.unit)
                skipped = 1 if one.bound and one.unit.module.language == "python" else 0
                if len(scope.given) > skipped and not scope.entry:
                    run.program.give(scope, skipped, argument)


def _handed(run: Run, step: Call, method: Path, site: Site) -> None:
    """A method of a foreign value, handed on: ``pool.submit(client.put_object, Bucket="b")``.

    What it is called with beside the names that are given here is not known.
    """
    if not method.name.endswith((")", "]")):
        given = Site((), (*site.named, ("*", UNKNOWN)))
        on_call(CallView(run, step, method.name, method, given, handed=True))


def _by_another_way(callee: Path, site: Site) -> tuple[Value, Site] | None:
    """``client.method.call(client, ...)``: the method itself, and what it is given."""
    head, _, last = callee.name.rpartition(".")
    if not callee.sites or last not in ("call", "apply"):
        return None
    rest = site.positional[1:]
    if last == "apply":
        listed = rest[0] if rest else UNKNOWN
        rest = listed.elements if isinstance(listed, Items) else ()
        return path(head, callee.sites), Site(rest, () if rest else (("*", UNKNOWN),))
    return path(head, callee.sites), Site(rest, site.named)


def foreign(run: Run, step: Call, callee: Path, site: Site) -> Value:
    """A function that is not the application's."""
    name = callee.name
    if callee.sites and name.endswith(".bind") and run.module.language != "python":
        return path(name.removesuffix(".bind"), callee.sites)
    other = _by_another_way(callee, site) if run.module.language != "python" else None
    if other is not None:
        return direct(run, step, *other)
    if name in {"require", "import"} and site.positional:
        module = literal(site.positional[0])
        if isinstance(module, str):
            return binding.imported_module(run, module)
        on_call(CallView(run, step, name, callee, site))
        return UNKNOWN
    if name in known.ENVIRONMENT_READERS:
        key = literal(site.argument(0, "key"))
        found = members.environment(run, key if isinstance(key, str) else None, step)
        default = site.argument(1, "default")
        return found if default is None else with_default(found, default)
    on_call(CallView(run, step, name, callee, site))
    _routes(run, name, site)
    callbacks(run, step, site, UNKNOWN)
    return foreign_answer(run, step, callee, site)


def _routes(run: Run, name: str, site: Site) -> None:
    """``app.get("/x", (req, res) => ...)``: the request is the sender's."""
    if name.rpartition(".")[2] not in known.ROUTES or len(site.positional) < 2:  # noqa: PLR2004
        return
    if isinstance(literal(site.positional[0]), str):
        for value in site.positional[1:]:
            if isinstance(value, Code):
                run.program.enter_unit(value.unit)


def decorated(run: Run, step: Decorated) -> None:
    """A function that a decorator hands on is reachable; one with a route gets what was sent."""
    unit = step.define.unit
    if not all(_stands_around(run, one) for one in step.decorators):
        run.reached(Code(unit))
        if unit.kind is UnitKind.CLASS:
            run.program.hand_on(unit)
    for one in step.decorators:
        if isinstance(one, Call) and isinstance(one.callee, Attribute):
            first = literal(run.value(one.positional[0])) if one.positional else None
            if one.callee.name in known.ROUTES and isinstance(first, str):
                _enter_route(run, unit)


def _stands_around(run: Run, decorator: Step) -> bool:
    value = run.value(decorator)
    if value is PENDING:
        return True  # what it is comes with the next round
    if isinstance(value, Code):
        return value.unit.kind is UnitKind.FUNCTION and decorators.stands_around(value.unit)
    named = run.value(decorator.callee if isinstance(decorator, Call) else decorator)
    imported = named.name.rpartition(".")[2] if isinstance(named, Path) else ""
    return bool(known.AROUND & {decorators.last_name(decorator), imported})


def _enter_route(run: Run, unit: Unit) -> None:
    scope = run.program.scope(unit)
    for position, (pattern, _) in enumerate(unit.parameters):
        if isinstance(pattern, Name) and scope.given[position] is None:
            place = Place(unit.module, pattern.start, pattern.end)
            run.program.give(scope, position, Given(place, pattern.id))
