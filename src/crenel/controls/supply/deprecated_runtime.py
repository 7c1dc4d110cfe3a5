"""SUP-001: a runtime that AWS mends no longer."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.supply._runtimes import lives, phrase
from crenel.model.entities import Function

control = Control(
    name="deprecated-runtime",
    handle="SUP-001",
    title="a function runs on a deprecated runtime",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6", "FSBP-Lambda.2"),
    practices=("CD2",),
    fix="Move the function to the runtime's successor.",
)


@control.check
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails where the runtime's deprecation date has come."""
    for runtime, over in lives(function, lambda life: life.deprecated <= app.today):
        message = f"{function.label} runs {phrase(runtime, app.today)}"
        yield fails_if(over, at=runtime, message=message)
