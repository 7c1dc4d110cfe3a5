"""What calls answer that lead out of the application: methods of values, well-known functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from crenel.code import binding, members
from crenel.code import vocabulary as known
from crenel.code.syntax import Attribute, Call, Name
from crenel.code.text import words
from crenel.code.values import (
    CLEAN,
    MAX_TEXT,
    UNKNOWN,
    Code,
    Environment,
    Failure,
    Given,
    Items,
    Known,
    Mixed,
    Path,
    Record,
    Site,
    Value,
    derived,
    either,
    items,
    literal,
    mixed,
    path,
    quoted,
)
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.code.run import Run

_TEXT = words("format join concat replace replaceAll")
_PLACE = Pattern(r"\{(\w*)[^{}]*\}")
_SAME = words(
    """
    strip lstrip rstrip trim trimStart trimEnd lower upper toLowerCase toUpperCase toString decode
    encode copy items values entries slice then
    """
)
_GROWING = words("append push extend add unshift insert")
_CLEAN = words(
    """
    isdigit isalnum isalpha startswith endswith startsWith endsWith includes indexOf find index
    test has hasOwnProperty count
    """
)
_WHOLE = words("json.dumps JSON.stringify Buffer.from")
"""Their further arguments are about form."""


class MethodCall(msgspec.Struct, frozen=True):
    """``base.name(...)`` of a value that is not the application's."""

    run: Run
    step: Call
    base: Value
    name: str
    site: Site

    def others(self) -> list[Value]:
        """The arguments that are data."""
        return [value for value in self.site.values() if not isinstance(value, Code)]


def method_answer(call: MethodCall) -> Value:
    """What a method of a value answers."""
    answer = _METHODS.get(call.name)
    found = answer(call) if answer is not None else None
    return derived(call.base, *call.others()) if found is None else found


def _get(call: MethodCall) -> Value | None:
    if not call.site.positional or not isinstance(call.base, Given | Record):
        return None
    found = members.element(call.run, call.base, call.site.positional[0], call.step)
    default = call.site.argument(1, "default")
    return found if default is None or isinstance(call.base, Given) else either([found, default])


def _first_argument(call: MethodCall) -> Value | None:
    return call.site.positional[0] if call.site.positional else None


def _grown(call: MethodCall) -> Value | None:
    """A list that is added to."""
    callee = call.step.callee
    target = callee.base if isinstance(callee, Attribute) else None
    if isinstance(call.base, Items) and isinstance(target, Name):
        grown = items([*call.base.elements, *call.site.values()])
        binding.assign(call.run, target, grown, declares=False)
    return CLEAN if isinstance(call.base, Items | Record) else None


def _same(call: MethodCall) -> Value | None:
    if isinstance(call.base, Failure):
        return Failure(call.base.origin, "text")
    kept = isinstance(call.base, Given | Mixed | Items | Record | Environment)
    return call.base if kept else None


def _clean(_call: MethodCall) -> Value | None:
    return CLEAN


def _built(call: MethodCall) -> Value | None:
    if isinstance(call.base, Items):
        return None
    if call.name in {"replace", "replaceAll"}:
        return _replaced(call)
    return mixed(_in_place(call) or [call.base, *call.site.values()])


def _replaced(call: MethodCall) -> Value:
    """Text in which something was replaced: computed where all is known."""
    old, new = (literal(one) for one in (*call.site.positional, UNKNOWN, UNKNOWN)[:2])
    text = literal(call.base)
    if isinstance(text, str) and isinstance(old, str) and isinstance(new, str) and old:
        count = 1 if call.name == "replace" and call.run.module.language != "python" else -1
        return Known(text.replace(old, new, count)[:MAX_TEXT])
    return derived(call.base, *call.others())


def _in_place(call: MethodCall) -> list[Value] | None:
    """``"a-{}".format(x)``: the pieces in their places; None for another method or form."""
    text = literal(call.base)
    if call.name != "format" or not isinstance(text, str):
        return None
    stretches = _PLACE.split(text)
    found: list[Value] = [Known(stretches[0])]
    for position, (name, stretch) in enumerate(zip(stretches[1::2], stretches[2::2], strict=True)):
        index = int(name) if name.isdigit() else position
        value = call.site.argument(index if name.isdigit() or not name else None, name)
        if value is None:
            return None
        found.extend((value, Known(stretch)))
    return found


_METHODS: dict[str, Callable[[MethodCall], Value | None]] = {
    **dict.fromkeys(_TEXT, _built),
    **dict.fromkeys(_SAME, _same),
    **dict.fromkeys(_CLEAN, _clean),
    **dict.fromkeys(_GROWING, _grown),
    **dict.fromkeys(known.WRAPPING, _first_argument),
    "get": _get,
}


def foreign_answer(run: Run, step: Call, callee: Path, site: Site) -> Value:
    """What a function that is not the application's answers."""
    name = callee.name
    if run.dialect is not None:
        found = run.dialect.answer(run, step, callee, site)
        if found is not None:
            return found
    if name in known.CLEANING or name in known.PASSING:
        return CLEAN if name in known.CLEANING else _passed(name, site)
    if name in known.TRACES:
        return Failure(run.place(step), "trace")
    if name.removesuffix("()") in known.SOURCES:
        return Given(run.place(step), name)
    if site.positional and name in known.QUOTING:
        return quoted(known.QUOTING[name], site.positional[0])
    wraps = site.positional and name.rpartition(".")[2] in known.WRAPPING
    return site.positional[0] if wraps else path(name + "()", (*callee.sites, site))


def _passed(name: str, site: Site) -> Value:
    """The argument, as far as it can be told apart, in another form."""
    if not site.positional:
        return derived(*site.values())
    first = site.positional[0]
    if isinstance(first, Failure):
        return Failure(first.origin, "trace" if first.form == "trace" else "text")
    if len(site.positional) == 1 or name in _WHOLE:
        return first
    return derived(*site.values()) if name != "Object.assign" else either(site.positional)
