"""The application in SAM's words."""

from __future__ import annotations

from typing import Any

import yaml
from tests.parity.application import FUNCTION, App, arn
from tests.parity.written import Written, sources

_RENAMED = {"TracingConfig": "Tracing", "DeadLetterConfig": "DeadLetterQueue"}


def write(app: App) -> Written:
    """A SAM template: the function with its URL, events and policies in it."""
    whole: dict[str, Any] = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {
            FUNCTION: {"Type": "AWS::Serverless::Function", "Properties": _function(app)},
            **app.resources,
        },
    }
    if app.parameters:
        whole["Parameters"] = app.parameters
    if app.outputs:
        whole["Outputs"] = app.outputs
    text = yaml.safe_dump(whole, sort_keys=False)
    inside = dict.fromkeys(("Url", "Clock", "ClockMay", *app.mappings), FUNCTION)
    return Written({"template.yaml": text, **sources(app, "src")}, inside)


def _function(app: App) -> dict[str, Any]:
    properties = {key: one for key, one in app.function.items() if key not in _RENAMED}
    properties["CodeUri"] = "src"
    if "TracingConfig" in app.function:
        properties["Tracing"] = app.function["TracingConfig"]["Mode"]
    if "DeadLetterConfig" in app.function:
        target = app.function["DeadLetterConfig"]["TargetArn"]
        properties["DeadLetterQueue"] = {"Type": "SQS", "TargetArn": target}
    properties["Policies"] = [*app.managed, {"Version": "2012-10-17", "Statement": app.statements}]
    if app.url is not None:
        properties["FunctionUrlConfig"] = app.url
    events = _events(app)
    return {**properties, **({"Events": events} if events else {})}


def _events(app: App) -> dict[str, Any]:
    events: dict[str, Any] = {}
    for name, mapping in app.mappings.items():
        settings = {key: one for key, one in mapping.items() if key != "EventSourceArn"}
        source = mapping["EventSourceArn"]
        if "StartingPosition" in mapping:
            events[name] = {"Type": "Kinesis", "Properties": {"Stream": source, **settings}}
        else:
            events[name] = {"Type": "SQS", "Properties": {"Queue": source, **settings}}
    if app.schedule is not None:
        events["Clock"] = {
            "Type": "Schedule",
            "Properties": {
                "Schedule": app.schedule["ScheduleExpression"],
                "DeadLetterConfig": {"Arn": arn("Dead")},
            },
        }
    return events
