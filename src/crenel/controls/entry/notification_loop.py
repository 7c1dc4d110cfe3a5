"""ENT-034: a function that may write to the bucket that starts it."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.entry._buckets import managed_writes, reaches, writes
from crenel.model.entities import Bucket, EntryKind, EntryPoint, Function, Identity
from crenel.model.truth import any_of

control = Control(
    name="notification-loop",
    handle="ENT-034",
    title="a function may write to the bucket that starts it",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Write to another bucket, or narrow the role to a prefix that the notification leaves out.",
)


@control.check
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails where the role may put objects of the bucket under what the notification watches."""
    identity = app.identity_of(function)
    for entry in app.entries(function):
        bucket = app.resolve(entry.source, Bucket)
        if entry.kind is EntryKind.OBJECT and bucket is not None and identity is not None:
            yield _judged(entry, bucket, identity, app)


def _judged(entry: EntryPoint, bucket: Bucket, identity: Identity, app: Knowledge) -> Judgement:
    loops = [
        (
            one.resources,
            one.effect.equals("Allow").under(one.guard)
            & writes(one)
            & reaches(one.resources, bucket, entry.filter),
        )
        for one in app.statements_of(identity)
    ]
    loops.append((identity.managed, managed_writes(identity.managed, app)))
    bad = entry.event.startswith("s3:ObjectCreated") & any_of(loop for _, loop in loops)
    return fails_if(
        bad.under(entry.guard),
        at=next((place for place, loop in loops if loop.possible), None),
        message=f"it may write to {bucket.label}, whose new objects start it again",
        evidence=bucket.label,
        also=[(entry.event, "the notification that starts it")],
    )
