"""Decorators: which of them only stand around a function, and which hand it on to be called.

A function behind the first kind runs where its name is called, like any other: of ten handlers in
a module, each traced by ``@tracer.capture_lambda_handler``, one is a Lambda function's. The second
kind (``@app.get("/orders")``, ``@tool``) puts it where anybody may call it; so does each that is
not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.syntax import Attribute, Call, Decorated, Define, Name, Return, Step, Unit

_ASKING = frozenset(
    {"wraps", "update_wrapper", "signature", "iscoroutinefunction", "isfunction", "getattr", "repr"}
)
"""What a wrapper gives its function to, only to ask about it."""


def last_name(decorator: Step) -> str:
    """``@a.b(x)`` is called ``b``."""
    step = decorator.callee if isinstance(decorator, Call) else decorator
    if isinstance(step, Attribute):
        return step.name
    return step.id if isinstance(step, Name) else ""


def stands_around(unit: Unit) -> bool:
    """Does a decorator of the application's own call its function, and do nothing else with it?"""
    first = unit.parameters[0][0] if unit.parameters else None
    if not isinstance(first, Name):
        return False
    units = [unit, *_within(unit)]
    steps = [step for one in units for step in one.code]
    calls = [step for step in steps if isinstance(step, Call)]
    asked = {id(part) for step in steps for part in _only_asks(step)}
    named = (one for one in steps if type(one) is Name and one.id == first.id and one is not first)
    called = any(isinstance(one.callee, Name) and one.callee.id == first.id for one in calls)
    return called and all(id(step) in asked for step in named)


def _only_asks(step: Step) -> Iterator[Step]:
    """The parts of a step that it calls, gives back, or asks about."""
    if isinstance(step, Call):
        yield step.callee
        if last_name(step) in _ASKING:
            yield from step.positional
    elif isinstance(step, Attribute):
        yield step.base
    elif isinstance(step, Return) and step.value is not None:
        yield step.value


def _within(unit: Unit) -> Iterator[Unit]:
    """The units that are defined inside a unit, at any depth."""
    left = [unit]
    while left:
        for step in left.pop().code:
            inner = step.define.unit if isinstance(step, Decorated) else None
            inner = step.unit if isinstance(step, Define) else inner
            if inner is not None and inner is not unit:
                left.append(inner)
                yield inner
