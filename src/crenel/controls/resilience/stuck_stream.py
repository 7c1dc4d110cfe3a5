"""RUN-006: a stream that one bad record stops, or that loses it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint
from crenel.model.truth import Truth
from crenel.model.value import Value

control = Control(
    name="stuck-stream",
    handle="RUN-006",
    title="one bad record stops a stream or is lost",
    severity=Severity.MEDIUM,
    judges=EntryPoint,
    maps_to=("CSA-A8", "CSA-A10"),
    practices=("PF4",),
    fix="Set OnFailure, MaximumRetryAttempts and BisectBatchOnFunctionError on the mapping.",
    aliases=("RUN-013",),
)


_DOCUMENTS = ":rds:"
"""Change streams of DocumentDB have neither limits nor destinations to set."""


@control.check
def check(entry: EntryPoint, _: Knowledge) -> Judged:
    """Fails where retries have no end, and where what is given up goes nowhere."""
    if entry.kind is not EntryKind.STREAM or _DOCUMENTS in entry.source.text():
        return NOT_JUDGED
    return [
        fails_if(
            _endless(entry.retries) & _endless(entry.max_age),
            at=entry.retries,
            message=f"{entry.label} tries one bad record until it expires, and all others wait",
            evidence="endless retries",
        ),
        fails_if(
            entry.failure.is_absent(),
            at=entry.failure,
            message=f"{entry.label} keeps no record of what it gives up",
            evidence="no failure destination",
        ),
    ]


def _endless(limit: Value) -> Truth:
    return limit.is_absent() | limit.equals(-1)
