"""``S3``: a bucket tells about its objects."""

from __future__ import annotations

from crenel.model.value import Ref, Value, mapping
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit
from crenel.readers.sam.values import cases_of, elements, under


def expand(event: Event) -> None:
    """The permission; the bucket gets its notifications when all events are known."""
    maker = event.maker
    permit(event, "s3", account=maker.text("${AWS::AccountId}"))
    bucket = event.get("Bucket")
    found = False
    for guard, one in cases_of(bucket):
        if isinstance(one, Ref) and one.target in maker.stack.resources:
            found = True
            joined = maker.guard.conjoin(guard)
            if joined is not None:
                pending = maker.stack.notifications.setdefault(one.target, [])
                pending.extend(under(joined, value) for value in _notifications(event))
    if not found:
        maker.note("an S3 event names a bucket of the same template", bucket.span)


def _notifications(event: Event) -> list[Value]:
    made = []
    for guard, _, kind in elements(event.get("Events")):
        content = {
            "Event": kind,
            "Function": event.target.arn,
            "Filter": event.get("Filter"),
        }
        made.append(under(guard, mapping(content, event.maker.span, event.maker.via)))
    return made
