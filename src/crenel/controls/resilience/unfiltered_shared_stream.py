"""RUN-012: a function is run for every record of a stream that others read, too."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint

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
    if entry.kind is not EntryKind.STREAM:
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
