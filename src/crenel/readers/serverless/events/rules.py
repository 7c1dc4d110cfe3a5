"""Events of EventBridge: ``schedule``, ``eventBridge``, ``cloudwatchEvent``."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.model.value import Absent, Known, Map, Value
from crenel.readers.sam.values import Raw, word
from crenel.readers.serverless.events.event import Event, words
from crenel.readers.serverless.naming import alphanumeric


def schedule(event: Event) -> None:
    """One or more schedules, of EventBridge's rules or of its scheduler."""
    rates = event.get("rate") if isinstance(event.value, Map) else event.value
    for number, rate in enumerate(words(rates)):
        name = f"{event.base}EventsRuleSchedule{event.number}{number or ''}"
        if word(event.get("method")) == "scheduler":
            _scheduled(event, name, rate)
            continue
        _rule(event, name, {"ScheduleExpression": rate, "Name": event.get("name")})


def _scheduled(event: Event, name: str, rate: Value) -> None:
    role = event.get("roleArn")
    properties = {
        "ScheduleExpression": rate,
        "ScheduleExpressionTimezone": event.get("timezone"),
        "State": event.enabled("ENABLED", "DISABLED"),
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {
            "Arn": event.target,
            "RoleArn": event.maker.ref("IamRoleLambdaExecution", "Arn")
            if isinstance(role, Absent)
            else role,
        },
    }
    event.maker.make(name, "AWS::Scheduler::Schedule", properties)


def event_bridge(event: Event) -> None:
    """A pattern or a schedule on a bus, which is made where only its name is given."""
    bus = event.get("eventBus")
    named = isinstance(bus, Known) and not bus.text().startswith("arn:")
    if named and word(bus) != "default":
        identity = f"{alphanumeric(word(bus))}EventBridgeEventBus"
        event.maker.make(identity, "AWS::Events::EventBus", {"Name": bus})
    properties = {
        "EventBusName": bus,
        "EventPattern": event.get("pattern"),
        "ScheduleExpression": event.get("schedule"),
        "Name": event.get("name"),
    }
    _rule(event, f"{event.base}EventBridgeRule{event.number}", properties)


def cloudwatch_event(event: Event) -> None:
    """A pattern on the default bus."""
    properties = {"EventPattern": event.get("event"), "Name": event.get("name")}
    _rule(event, f"{event.base}EventsRuleCloudWatchEvent{event.number}", properties)


def _rule(event: Event, name: str, properties: Mapping[str, Raw]) -> None:
    letters = event.get("deadLetterQueueArn")
    target = {
        "Arn": event.target,
        "Id": event.function,
        "Input": event.get("input"),
        "InputPath": event.get("inputPath"),
        "RetryPolicy": event.get("retryPolicy"),
        "DeadLetterConfig": None if isinstance(letters, Absent) else {"Arn": letters},
    }
    state = event.enabled("ENABLED", "DISABLED")
    event.maker.make(name, "AWS::Events::Rule", {**properties, "State": state, "Targets": [target]})
    event.permit("events", event.maker.ref(name, "Arn"), suffix=f"{name}Permission")
