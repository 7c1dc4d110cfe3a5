"""SUP-002: a runtime that AWS will soon mend no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.supply._runtimes import lives, phrase
from crenel.model.entities import Function

control = Control(
    name="runtime-near-deprecation",
    handle="SUP-002",
    title="a function's runtime is deprecated within half a year",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Plan the move to the runtime's successor.",
)
SOON = timedelta(days=180)
"""AWS announces deprecations at least 180 days before."""


@control.check
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails where the deprecation date lies ahead, but not far."""
    end = app.today + SOON
    for runtime, near in lives(function, lambda life: app.today < life.deprecated <= end):
        message = f"{function.label} runs {phrase(runtime, app.today)}"
        yield fails_if(near, at=runtime, message=message)
