"""ENT-034: a function that may write to the bucket that starts it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._buckets import reaches, writes
from crenel.model.entities import Bucket, EntryKind, EntryPoint
from crenel.model.truth import any_of

control = Control(
    name="notification-loop",
    handle="ENT-034",
    title="a function may write to the bucket that starts it",
    severity=Severity.MEDIUM,
    judges=EntryPoint,
    maps_to=("CSA-A8",),
    fix="Write to another bucket, or narrow the role to a prefix that the notification leaves out.",
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails where the role may put objects of the bucket under what the notification watches."""
    bucket, function = app.resolve(entry.source, Bucket), app.function_of(entry)
    identity = app.identity_of(function) if function is not None else None
    if entry.kind is not EntryKind.OBJECT or bucket is None or identity is None:
        return NOT_JUDGED
    found = [
        (
            statement,
            (
                statement.effect.equals("Allow")
                & writes(statement)
                & reaches(statement.resources, bucket, entry.filter)
            ).under(statement.guard),
        )
        for statement in app.statements_of(identity)
    ]
    place = next((one.resources for one, loops in found if loops.possible), None)
    return fails_if(
        entry.event.startswith("s3:ObjectCreated") & any_of(loops for _, loops in found),
        at=place,
        message=f"every object that the function puts into {bucket.label} starts it again",
        evidence=bucket.label,
        also=[(entry.event, "the notification that starts it")],
    )
