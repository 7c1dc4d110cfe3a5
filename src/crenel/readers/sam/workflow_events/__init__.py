"""The events that start a state machine: one file per type; ``TABLE`` tells which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crenel.folders import OnDemand
from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import cases_of, fields, word
from crenel.readers.sam.workflow_events.start import Start

TABLE: Mapping[str, Callable[[Start], None]] = OnDemand(
    __name__,
    {
        "Api": "api.expand",
        "CloudWatchEvent": "rule.expand",
        "EventBridgeRule": "rule.expand",
        "Schedule": "schedule.expand",
        "ScheduleV2": "schedule_v2.expand",
    },
)
"""What makes the plain resources of an event type."""


def add_workflow_events(maker: Maker, target: Value) -> None:
    """The resources of every event, each under its guard and at its place."""
    for outer, name, value, span in fields(maker.get("Events")):
        for inner, body in cases_of(value):
            guard = outer.conjoin(inner)
            if guard is None or isinstance(body, Absent):
                continue
            place = span or body.span or maker.span
            phrase = f"the event {name} of {maker.base}"
            scoped = maker.within(maker.base + name, place, guard, phrase)
            if scoped is not None:
                _add(scoped, body, target)


def _add(maker: Maker, body: Value, target: Value) -> None:
    kind = body.get("Type")
    expand = TABLE.get(word(kind))
    if expand is None:
        known = f"SAM starts no state machine by events of type {kind.text()}"
        maker.note(known if kind.text() else "the event has no type", kind.span)
        return
    for guard, properties in cases_of(body.get("Properties")):
        scoped = maker.within(maker.base, maker.span, guard)
        if scoped is not None:
            scoped.keys = properties.keys if isinstance(properties, Map) else {}
            expand(Start(scoped, properties, target))
