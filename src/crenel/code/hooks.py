"""Where what is looked for in code hooks in: calls, assignments, entries of objects, answers.

A recogniser is a function of a ``CallView`` (or of an assignment, an entry, an answer), registered
under the names it waits for. ``subprocess.run`` is a full name; ``.execute`` a method of anything;
``boto3.`` all that begins so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from crenel.code.facts import Sink, Tainted
from crenel.code.values import (
    Known,
    Opaque,
    Path,
    Record,
    Site,
    Value,
    taint,
)
from crenel.folders import load_all

if TYPE_CHECKING:
    from crenel.code.run import Run
    from crenel.code.syntax import Attribute, Call, Index, Step
    from crenel.model.source import Span


class CallView:
    """One call, as a recogniser sees it."""

    def __init__(
        self, run: Run, step: Call, name: str, base: Value, site: Site, *, handed: bool = False
    ) -> None:
        self.run = run
        self.step = step
        self.name = name
        """The full name of what is called; ``?.method`` where only the method is known."""
        self.method = name.rpartition(".")[2]
        self.base = base
        """What the method is taken from; for a full name, the callee."""
        self.site = site
        self.handed = handed
        """It is not called here, but handed on to what may call it."""

    @property
    def span(self) -> Span:
        """Where the call stands."""
        return self.run.span(self.step)

    def argument(self, position: int | None, *names: str) -> Value | None:
        """An argument by name or position; JavaScript's last object counts as names."""
        found = self.site.argument(position, *names)
        if found is None and names and self.site.positional:
            last = self.site.positional[-1]
            found = (
                next(filter(None, map(last.get, names)), None) if isinstance(last, Record) else None
            )
        return found

    def sink(self, kind: str, message: str, value: Value | Tainted, use: str = "") -> None:
        """Note a sink; ``value`` is what must not be tainted, or the answer itself."""
        sink(self.run, self.step, kind, message, value, use=use, call=self.name)


def sink(
    run: Run,
    step: Step,
    kind: str,
    message: str,
    value: Value | Tainted,
    *,
    use: str = "",
    call: str = "",
) -> None:
    """Note a sink at a step."""
    worst = Opaque(value) if isinstance(value, Tainted) else taint(value, use)
    fact = Sink(
        span=run.span(step),
        function=run.unit.qualified,
        reached=run.scope.reached,
        kind=kind,
        message=message,
        tainted=worst.tainted,
        source=worst.origin.span if worst.origin is not None else None,
        source_path=worst.path,
        call=call,
    )
    run.note(step, kind, fact)


OnCall = Callable[[CallView], None]
OnAssign = Callable[["Run", "Step", Value], None]
OnEntry = Callable[["Run", "Step", Value], None]
OnReturn = Callable[["Run", "Step", Value], None]

OnRead = Callable[["Run", "Attribute", Path], None]

_READS: dict[str, list[OnRead]] = {}
_CALLS: dict[str, list[OnCall]] = {}
_ASSIGNS: dict[str, list[OnAssign]] = {}
_ENTRIES: dict[str, list[OnEntry]] = {}
_RETURNS: list[OnReturn] = []


def calls(*names: str) -> Callable[[OnCall], OnCall]:
    """Register for calls of these: ``full.name``, ``.method``, or ``prefix.``."""

    def register(function: OnCall) -> OnCall:
        for name in names:
            _CALLS.setdefault(name, []).append(function)
        return function

    return register


def assigns(*names: str) -> Callable[[OnAssign], OnAssign]:
    """Register for assignments to members of these names."""

    def register(function: OnAssign) -> OnAssign:
        for name in names:
            _ASSIGNS.setdefault(name, []).append(function)
        return function

    return register


def entries(*names: str) -> Callable[[OnEntry], OnEntry]:
    """Register for entries of objects under these names."""

    def register(function: OnEntry) -> OnEntry:
        for name in names:
            _ENTRIES.setdefault(name, []).append(function)
        return function

    return register


def reads(*prefixes: str) -> Callable[[OnRead], OnRead]:
    """Register for reads of attributes of what calls of foreign code made, by its full name."""

    def register(function: OnRead) -> OnRead:
        for prefix in prefixes:
            _READS.setdefault(prefix, []).append(function)
        return function

    return register


def on_read(run: Run, step: Attribute, base: Path) -> None:
    """Show the read of an attribute to those that wait for it."""
    load()
    for prefix, functions in _READS.items():
        if base.name.startswith(prefix):
            for function in functions:
                function(run, step, base)


def returns(function: OnReturn) -> OnReturn:
    """Register for what an entry function answers."""
    _RETURNS.append(function)
    return function


def on_call(view: CallView) -> None:
    """Show a call to those that wait for it."""
    for function in _waiting(view.name, view.method):
        function(view)


@lru_cache(maxsize=8192)
def _waiting(name: str, method: str) -> tuple[OnCall, ...]:
    load()
    found = [*_CALLS.get(name, ()), *_CALLS.get("." + method, ())]
    for prefix, functions in _CALLS.items():
        if prefix[-1] in "./-" and name.startswith(prefix):
            found.extend(functions)
    return tuple(dict.fromkeys(found))


def on_assign(run: Run, target: Attribute | Index, value: Value, step: Step) -> None:
    """Show an assignment to a member to those that wait for it."""
    load()
    name = getattr(target, "name", None)
    if name is None:
        key = run.value(target.key)  # type: ignore[union-attr]
        name = key.value if isinstance(key, Known) else None
    for function in _ASSIGNS.get(str(name), ()):
        function(run, step, value)


def on_entry(run: Run, name: str, part: Step) -> None:
    """Show an entry of an object to those that wait for it."""
    load()
    for function in _ENTRIES.get(name, ()):
        function(run, part, run.value(part))


def on_return(run: Run, step: Step, value: Value) -> None:
    """Show the answer of an entry function to those that wait for it."""
    load()
    if run.scope.entry:
        for function in _RETURNS:
            function(run, step, value)


@cache
def load_for(language: str) -> None:
    """Import the recognisers of one language's SDKs, which others need not wait for."""
    load()
    package = f"crenel.code.sdk.{language}"
    load_all(package, import_module(package).__path__)
    _waiting.cache_clear()


@cache
def load() -> None:
    """Import every recogniser: each module in the folders ``sinks`` and ``sdk``."""
    for package in ("crenel.code.sinks", "crenel.code.sdk"):
        folder = import_module(package)
        load_all(package, folder.__path__)
