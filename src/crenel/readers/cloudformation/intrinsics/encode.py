"""``Fn::Base64`` and ``Fn::ToJsonString``: the value is kept readable, not encoded."""

from __future__ import annotations

from crenel.model.value import Value
from crenel.readers.cloudformation.intrinsics.call import Call


def base64(call: Call) -> Value:
    """The text before it is encoded: what a person or a scanner wants to read."""
    return call.argument_value()


def to_json(call: Call) -> Value:
    """The structure before it becomes text."""
    return call.argument_value()
