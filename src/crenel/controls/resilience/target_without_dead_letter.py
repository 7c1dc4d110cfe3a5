"""RUN-010: events that cannot be delivered are gone."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function, Stream, Table, Target

control = Control(
    name="target-without-dead-letter",
    handle="RUN-010",
    title="events that cannot be delivered to a target are lost",
    severity=Severity.MEDIUM,
    judges=Target,
    maps_to=("CSA-A10",),
    practices=("PF4",),
    fix="Add a DeadLetterConfig to the target.",
)
_STREAMS = (":kinesis:", ":dynamodb:")


@control.check
def check(target: Target, app: Knowledge) -> Judged:
    """Fails where a rule's, schedule's or stream pipe's target has no dead-letter queue."""
    if target.kind == "pipe" and not _reads_stream(target, app):
        return NOT_JUDGED
    return fails_if(
        target.dead_letter.is_absent(),
        at=target.target,
        message=f"what cannot be delivered to {_called(target, app)} is lost",
        evidence=target.target.text(),
    )


def _called(target: Target, app: Knowledge) -> str:
    function = app.resolve(target.target, Function)
    return function.label if function is not None else f"the target of {target.label}"


def _reads_stream(target: Target, app: Knowledge) -> bool:
    """Pipes that read a queue leave bad messages to the queue's own redrive policy."""
    known = app.resolve(target.source, Stream) or app.resolve(target.source, Table)
    return known is not None or any(mark in target.source.text() for mark in _STREAMS)
