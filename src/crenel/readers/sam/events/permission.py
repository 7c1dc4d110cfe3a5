"""What lets a service invoke the function of an event."""

from __future__ import annotations

from crenel.model.value import NOTHING, Value
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.values import Raw


def permit(
    event: Event,
    service: str,
    source: Raw = None,
    *,
    account: Raw = None,
    token: Value = NOTHING,
    suffix: str = "",
    name: str = "",
) -> str:
    """The permission; its logical id is returned."""
    maker = event.maker
    properties = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": event.target.name,
        "Principal": f"{service}.amazonaws.com" if "." not in service else service,
        "SourceArn": source,
        "SourceAccount": account,
        "EventSourceToken": token,
    }
    identity = name or f"{maker.base}Permission{suffix}"
    maker.make("", "AWS::Lambda::Permission", properties, name=identity)
    return identity
