"""The events of a function: one file per type; ``TABLE`` tells which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crenel.folders import OnDemand
from crenel.model.guard import Guard
from crenel.model.source import Span
from crenel.model.value import Absent, Value
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.function.target import Target
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import Role
from crenel.readers.sam.values import cases_of, fields, word

TABLE: Mapping[str, Callable[[Event], None]] = OnDemand(
    __name__,
    {
        "AlexaSkill": "alexa_skill.expand",
        "Api": "api.expand",
        "CloudWatchEvent": "rule.expand",
        "CloudWatchLogs": "cloud_watch_logs.expand",
        "Cognito": "cognito.expand",
        "DocumentDB": "document_db.expand",
        "DynamoDB": "streams.expand_table",
        "EventBridgeRule": "rule.expand",
        "HttpApi": "http_api.expand",
        "IoTRule": "iot_rule.expand",
        "Kinesis": "streams.expand_stream",
        "MQ": "mq.expand",
        "MSK": "msk.expand",
        "S3": "s3.expand",
        "SNS": "sns.expand",
        "SQS": "streams.expand_queue",
        "Schedule": "schedule.expand",
        "ScheduleV2": "schedule_v2.expand",
        "SelfManagedKafka": "kafka.expand",
    },
)
"""What makes the plain resources of an event type."""


def add_events(maker: Maker, target: Target, role: Role) -> None:
    """The resources of every event, each under its guard and at its place."""
    ordered = sorted(fields(maker.get("Events")), key=_order)
    for outer, name, value, span in ordered:
        for inner, event in cases_of(value):
            guard = outer.conjoin(inner)
            if guard is None or isinstance(event, Absent):
                continue
            place = span or event.span or maker.span
            if not maker.stack.has_room(place):
                return
            phrase = f"the event {name} of {maker.base}"
            scoped = maker.within(maker.base + name, place, guard, phrase)
            if scoped is not None:
                _add(Event(name, event, scoped, target, role, guard))


def _order(field: tuple[Guard, str, Value, Span | None]) -> str:
    """SAM's order: by path, else by name; ``$default`` comes before all other paths."""
    _, name, value, _ = field
    path = value.at("Properties", "Path").text()
    whole = not path and word(value.get("Type")) == "HttpApi"
    return "$default" if whole else path or name


def _add(event: Event) -> None:
    kind = event.body.get("Type")
    expand = TABLE.get(word(kind))
    if expand is None:
        known = (
            f"SAM knows no events of type {kind.text()}" if kind.text() else "the event has no type"
        )
        event.maker.note(known, kind.span)
        return
    for guard, properties in cases_of(event.body.get("Properties")):
        one = event.under(guard, properties)
        if one is not None:
            expand(one)
