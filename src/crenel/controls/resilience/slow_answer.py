"""RUN-001: a function may run longer than its caller waits."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint, Function
from crenel.model.truth import TRUE, any_of

control = Control(
    name="slow-answer",
    handle="RUN-001",
    title="a function may run longer than its caller waits",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set a Timeout of at most 29 seconds, a little above the longest run that you have seen.",
)

_WAITING = (EntryKind.REST_METHOD, EntryKind.HTTP_ROUTE)
_LONGEST = 30
_STREAMING = "response-streaming-invocations"


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where an API waits for it and its timeout is longer than the API's."""
    waiting = [one for one in app.entries(subject) if one.kind in _WAITING and not _streams(one)]
    if not waiting:
        return NOT_JUDGED
    return fails_if(
        subject.timeout.more_than(_LONGEST) & any_of(TRUE.under(one.guard) for one in waiting),
        at=subject.timeout,
        message=f"the API gives up after 29 seconds, {subject.label} goes on",
        also=[(one.origin.span, f"{one.label} waits for it") for one in waiting[:3]],
    )


def _streams(entry: EntryPoint) -> bool:
    """Is the answer sent while it is made? Then the API waits as long as the function may run."""
    return _STREAMING in entry.integration_uri.text()
