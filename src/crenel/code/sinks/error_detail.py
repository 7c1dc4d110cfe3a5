"""Errors told to the sender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls, returns, sink
from crenel.code.values import Compound, Failure, Given, Mixed, Opaque, Path, Record, Value, leaves

if TYPE_CHECKING:
    from crenel.code.run import Run
    from crenel.code.syntax import Step

TRACE = "stack-trace-in-response"
TEXT = "error-text-in-response"


@returns
def _answered(run: Run, step: Step, value: Value) -> None:
    found = _worst(value)
    if found is not None:
        _note(run, step, found)


@calls(".send", ".json", ".end", "callback")
def _sent(view: CallView) -> None:
    """``res.send(err.stack)``."""
    if view.base.__class__ is not Given and not view.name.endswith("callback"):
        return
    for value in view.site.values():
        found = _worst(value)
        if found is not None:
            _note(view.run, view.step, found)


def _note(run: Run, step: Step, found: Failure) -> None:
    trace = found.form == "trace"
    message = (
        "the stack trace is told to the sender"
        if trace
        else "an error's text is told to the sender"
    )
    worst = Opaque(Tainted.YES, found.origin, "")
    sink(run, step, TRACE if trace else TEXT, message, worst)


def _worst(value: Value) -> Failure | None:
    """A trace before a text; an error alone only where it became text."""
    found: Failure | None = None
    for one in leaves(value):
        if isinstance(one, Failure):
            if one.form == "trace":
                return one
            found = found or one
    if found is not None and found.form == "error" and not _as_text(value, found):
        return None
    return found


def _as_text(value: Value, failure: Failure) -> bool:
    """Is the error itself inside a text or a record (and so becomes text)?"""
    return any(
        isinstance(one, Mixed | Record) and failure in tuple(one.parts())
        for one in leaves(value)
        if isinstance(one, Compound) and not isinstance(one, Path)
    )
