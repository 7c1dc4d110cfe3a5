"""RUN-012: a function is run for every record of a stream that others read, too."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint, Stream, Table

control = Control(
    name="unfiltered-shared-stream",
    handle="RUN-012",
    title="a function is run for every record of a stream that others read, too",
    severity=Severity.INFO,
    judges=EntryPoint,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set FilterCriteria to the records that this function is for.",
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails where several functions read one stream and this one takes all of it."""
    if entry.kind is not EntryKind.STREAM or not _is_one_stream(entry, app):
        return NOT_JUDGED
    source, own = entry.source.text(), entry.function.text()
    others = [
        one
        for one in app.all(EntryPoint)
        if one.kind is EntryKind.STREAM
        and one.source.text() == source
        and one.function.text() != own
    ]
    if not others:
        return NOT_JUDGED
    return fails_if(
        entry.filter.is_absent(),
        at=entry.source,
        also=[(one.source, f"{one.label} reads it, too") for one in others[:3]],
        evidence="no filter",
    )


def _is_one_stream(entry: EntryPoint, app: Knowledge) -> bool:
    """Not where it may be a cluster, whose topics are streams of their own."""
    here = app.resolve(entry.source, Stream) or app.resolve(entry.source, Table)
    named = (":kinesis:", ":dynamodb:")
    return here is not None or any(one in entry.source.text() for one in named)
