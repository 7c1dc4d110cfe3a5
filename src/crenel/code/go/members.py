"""What functions of Go's library answer, and calls that may be the SDK's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from crenel.code import binding, members
from crenel.code.go import vocabulary as known
from crenel.code.sdk.arguments import note_guess
from crenel.code.syntax import Call, Module, Name, Step, Unit
from crenel.code.values import (
    CLEAN,
    UNKNOWN,
    Built,
    Code,
    Compound,
    Environment,
    Failure,
    Instance,
    Items,
    Known,
    Path,
    Site,
    Value,
    choices,
    derived,
    either,
    items,
    literal,
    mixed,
)
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.code.run import Run

_VERB = Pattern(r"%[-+# 0-9.]*[a-zA-Z]")
_ENVIRONMENT = frozenset({"os.Getenv", "os.LookupEnv"})
_SERVICE = Pattern(r"^github\.com/aws/aws-sdk-go(?:-v2)?/service/(\w+)(?:/\w+)*$")


Answer = Callable[["Run", Step, Site], Value]


def answer(run: Run, step: Step, callee: Path, site: Site) -> Value | None:
    """What a foreign function answers; one that also tells an error answers with Items."""
    name = callee.name
    for names, answered in _ANSWERS:
        if name in names:
            return answered(run, step, site)
    if name.startswith(known.POINTERS) and name.rpartition(".")[2] in known.MAKING_POINTERS:
        return _first(run, step, site)
    return _doing(run, step, name, site)


def _environment(run: Run, step: Step, site: Site) -> Value:
    key = literal(site.argument(0))
    return members.environment(run, key if isinstance(key, str) else None, step)


def _clean(_run: Run, _step: Step, _site: Site) -> Value:
    return CLEAN


def _error(run: Run, step: Step, _site: Site) -> Value:
    return Failure(run.place(step))


def _first(_run: Run, _step: Step, site: Site) -> Value:
    return site.positional[0] if site.positional else UNKNOWN


def _formatted(_run: Run, _step: Step, site: Site) -> Value:
    return _format(site.positional[0], site.positional[1:]) if site.positional else UNKNOWN


def _joined(_run: Run, _step: Step, site: Site) -> Value:
    first = site.positional[0] if site.positional else UNKNOWN
    return mixed(first.elements if isinstance(first, Items) else site.positional)


_ANSWERS: tuple[tuple[frozenset[str], Answer], ...] = (
    (_ENVIRONMENT, _environment),
    (known.CLEANING, _clean),
    (known.ERRORS, _error),
    (known.PASSING, _first),
    (known.FORMATTING, _formatted),
    (known.JOINING, _joined),
)


def _doing(run: Run, step: Step, name: str, site: Site) -> Value | None:
    """Functions whose answer is not their point."""
    if name in known.STARTING:
        _start(run, site)
        return CLEAN
    if name == "append" and site.positional:
        return _appended(site)
    if name in known.FILLING and isinstance(step, Call):
        source, target = known.FILLING[name]
        _fill(run, step, site, source, target)
        return CLEAN
    return None


def _appended(site: Site) -> Value:
    first, *others = site.positional
    if isinstance(first, Items) or first == Known(None):
        elements = first.elements if isinstance(first, Items) else ()
        return items([*elements, *others])
    return derived(first, *others) if not isinstance(first, Built) else first


def _fill(run: Run, step: Call, site: Site, source: int, target: int) -> None:
    """``json.Unmarshal(data, &x)``: x is what the data say."""
    value = site.argument(source)
    name = step.positional[target] if target < len(step.positional) else None
    if value is not None and isinstance(name, Name):
        binding.assign(run, name, value, declares=False)


def _start(run: Run, site: Site) -> None:
    """``lambda.Start(handler)``: the platform calls it with an event, perhaps after a context."""
    for value in site.positional[:1]:
        for one in _all(value):
            unit = one.unit if isinstance(one, Code) else None
            if isinstance(one, Instance):
                unit = _invoked(run, one)
            if unit is not None:
                run.program.enter_unit(unit, 1 if _takes_context(unit) else 0)


def _invoked(run: Run, handler: Instance) -> Unit | None:
    """An object that has the method ``Invoke(ctx, payload)`` is a handler."""
    found = run.dialect.field(run, handler.unit, "Invoke") if run.dialect is not None else UNKNOWN
    return found.unit if isinstance(found, Code) else None


def _takes_context(unit: Unit) -> bool:
    pattern = unit.parameters[0][0] if unit.parameters else None
    return isinstance(pattern, Name) and unit.types.get(pattern.id) == known.CONTEXT


def _all(value: Value) -> list[Value]:
    """The value and all it is made of, what was given to foreign calls, too."""
    pending: list[Value] = [value]
    found: list[Value] = []
    while pending and len(found) < 200:  # noqa: PLR2004 - a value weighs no more
        one = pending.pop()
        found.append(one)
        if isinstance(one, Compound):
            pending.extend(one.parts())
    return found


def of_path(run: Run, step: Call, base: Path, name: str, site: Site) -> Value | None:
    """``json.NewDecoder(r).Decode(&x)`` reads; requests are told apart by their calls."""
    if name == "Decode" and base.name.endswith(".NewDecoder()") and base.sites:
        made = base.sites[-1]
        target = step.positional[0] if step.positional else None
        if made.positional and isinstance(target, Name):
            binding.assign(run, target, made.positional[0], declares=False)
        return CLEAN
    _ = site
    return None


def method(run: Run, step: Call, base: Value, name: str, site: Site) -> Value | None:
    """A method of an error, a text, or what an SDK answered."""
    if isinstance(base, Failure) and name == "Error":
        return Failure(base.origin, "text")
    if name == "Decode" and isinstance(step.positional[0] if step.positional else None, Name):
        binding.assign(run, step.positional[0], base, declares=False)
        return CLEAN
    if isinstance(base, Built) and not site.positional:
        return base
    if name in {"String", "Bytes"} and not site.positional:
        return base
    return None


def part(run: Run, step: Step, value: Value, place: int) -> Value:
    """One of several answers: of what a list holds, else the first is the value itself."""
    found: list[Value] = []
    for one in choices(value):
        if isinstance(one, Items) and place < len(one.elements):
            found.append(one.elements[place])
        elif place == 0:
            found.append(one)
        else:
            found.append(_second(run, step, one))
    return either(found)


def _second(run: Run, step: Step, value: Value) -> Value:
    """An error, or whether there was one."""
    if isinstance(value, Environment | Code | Instance):
        return CLEAN
    return Failure(run.place(step)) if not isinstance(value, Known) else CLEAN


def _format(template: Value, given: tuple[Value, ...]) -> Value:
    """``fmt.Sprintf("a-%s", x)``: the pieces in their places."""
    text = literal(template)
    if not isinstance(text, str):
        return derived(template, *given)
    stretches = _VERB.sub("\0", text.replace("%%", "%")).split("\0")
    if len(stretches) - 1 > len(given):
        return derived(template, *given)
    found: list[Value] = [Known(stretches[0])]
    for value, stretch in zip(given, stretches[1:], strict=False):
        found.extend((value, Known(stretch)))
    return mixed(found)


def guessed(run: Run, step: Call, name: str, site: Site) -> None:
    """A call on an unknown object, or an interface nobody implements, may be a client's.

    It is one if an argument is an input of the SDK; else it is perhaps, of a service whose package
    the application imports.
    """
    if not run.scope.reached:
        return
    for value in site.positional:
        kind = value.kind if isinstance(value, Built) else ""
        found = _SERVICE.match(kind.rpartition(".")[0])
        if found is not None and kind.endswith("Input"):
            note_guess(run, step, (found.group(1),), name, site)
            return
    services = {
        found.group(1)
        for module in run.program.graph.modules.values()
        for found in _imported(module)
    }
    if services:
        note_guess(run, step, tuple(sorted(services)), name, site)


def _imported(module: Module) -> list[re.Match[str]]:
    return [found for one in module.imports if (found := _SERVICE.match(one.module)) is not None]
