"""RUN-008: messages that are delivered twice while they are being handled."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import polled_by
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Queue
from crenel.model.truth import Truth, any_of, unknown
from crenel.model.value import Value

control = Control(
    name="short-visibility-timeout",
    handle="RUN-008",
    title="a queue hands a message out again while a function still handles it",
    severity=Severity.LOW,
    judges=Queue,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set VisibilityTimeout to at least six times the function's timeout.",
)
FACTOR = 6
"""What AWS recommends."""


@control.check
def check(queue: Queue, app: Knowledge) -> Iterator[Judgement]:
    """Fails where the visibility timeout is below six times the timeout of a function."""
    for entry, function in polled_by(app, queue):
        yield fails_if(
            _below(queue.visibility_timeout, function.timeout).under(entry.guard),
            at=queue.visibility_timeout,
            message=f"{queue.label} hides a message for less than six runs of {function.label}",
            also=[(function.timeout, f"{function.label} may take this long")],
            evidence=function.label,
        )


def _below(visibility: Value, timeout: Value) -> Truth:
    return any_of(
        (
            visibility.less_than(FACTOR * number)
            if isinstance(number := one.known(), int | float)
            else unknown(one)
        ).under(guard)
        for guard, one in timeout.cases()
    )
