"""The runtime of a function and what the table says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from crenel.controls.supply._tables import Life, runtimes
from crenel.model.entities import Function
from crenel.model.truth import Truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value


def lives(function: Function, holds: Callable[[Life], bool]) -> Iterator[tuple[Value, Truth]]:
    """Each runtime that the function may have, and whether ``holds`` holds for its life.

    Unknown for a runtime that the table does not know: it may be newer, or misspelt.
    """
    for guard, runtime in function.runtime.cases():
        if runtime.is_present().certain:
            yield runtime, _judged(runtime, holds).under(guard)


def phrase(runtime: Value, today: date) -> str:
    """What the table says of a runtime, for people."""
    life = runtimes().get(runtime.text())
    if life is None:
        return f"on {runtime.text()}"
    text = f"on {runtime.text()}, deprecated on {life.deprecated}"
    made = _blocked("new functions", life.create_blocked, today)
    return text + made + _blocked("updates", life.update_blocked, today)


def _blocked(what: str, day: date | None, today: date) -> str:
    return "" if day is None else f", {what} blocked {'since' if day <= today else 'from'} {day}"


def _judged(runtime: Value, holds: Callable[[Life], bool]) -> Truth:
    text = runtime.known()
    if text is not None and str(text) not in runtimes():
        missing = Unknown(kind=UnknownKind.EXTERNAL, name=f"the life of {text}", span=runtime.span)
        return unknown(missing)
    return runtime.test(
        lambda scalar: (life := runtimes().get(str(scalar))) is not None and holds(life)
    )
