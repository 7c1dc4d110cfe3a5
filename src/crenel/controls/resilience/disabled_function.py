"""RUN-004: a function is switched off."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="disabled-function",
    handle="RUN-004",
    title="a function is switched off",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("CSA-A11",),
    practices=("RO3",),
    fix="Remove the function, or give it a concurrency of one or more.",
)


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where no concurrent execution is reserved at all: every call is refused."""
    return fails_if(subject.reserved_concurrency.equals(0), at=subject.reserved_concurrency)
