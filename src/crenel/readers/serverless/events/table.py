"""Every kind of event that the framework documents for AWS, and what expands it."""

from __future__ import annotations

from collections.abc import Callable

from crenel.model.value import Absent, Known, Map, Value
from crenel.readers.sam.values import fields
from crenel.readers.serverless.events import (
    http_api,
    messages,
    others,
    rest,
    rules,
    websocket,
)
from crenel.readers.serverless.events.event import Event, words
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.stack import Stack

EXPANDED: dict[str, Callable[[Event], None]] = {
    "http": rest.expand,
    "httpApi": http_api.expand,
    "websocket": websocket.expand,
    "schedule": rules.schedule,
    "eventBridge": rules.event_bridge,
    "cloudwatchEvent": rules.cloudwatch_event,
    "sqs": messages.sqs,
    "sns": messages.sns,
    "stream": messages.stream,
    "msk": messages.broker,
    "kafka": messages.broker,
    "activemq": messages.broker,
    "rabbitmq": messages.broker,
    "s3": others.s3,
    "cloudwatchLog": others.cloudwatch_log,
    "iot": others.iot,
    "iotFleetProvisioning": others.iot_fleet,
    "alexaSkill": others.alexa_skill,
    "alexaSmartHome": others.alexa_smart_home,
    "cognitoUserPool": others.user_pool,
    "alb": others.alb,
    "cloudFront": others.cloud_front,
}


def add_events(stack: Stack, name: str, body: Value, maker: Maker) -> set[str]:
    """The events of one function; the kinds that were seen."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for item in words(body.get("events")):
        for kind, value, inner in _kinds(item, maker):
            expand = EXPANDED.get(kind)
            if expand is None:
                inner.note(f"the event {kind} is none that crenel reads")
                continue
            seen.add(kind)
            counts[kind] = counts.get(kind, 0) + 1
            expand(Event(kind, value, inner, stack, name, counts[kind]))
    return seen


def _kinds(item: Value, maker: Maker) -> list[tuple[str, Value, Maker]]:
    """``- http: ...``, or the bare word of an event without settings."""
    if isinstance(item, Map):
        return [(kind, value, maker.at(key or item.span)) for _, kind, value, key in fields(item)]
    if isinstance(item, Known):
        return [(item.text(), item, maker.at(item.span))]
    if not isinstance(item, Absent):
        maker.note(f"the event {item.text()} is not known", item.span)
    return []
