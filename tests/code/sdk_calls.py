"""The SDK calls of a program, in a form that a table can hold."""

from __future__ import annotations

from crenel.code.facts import Facts, SdkCall


def called(found: Facts) -> list[str]:
    """``dynamodb.PutItem TableName=$TABLE`` for each call that is reached, in order."""
    return [_told(one) for one in found.sdk_calls if one.reached and one.style != "guessed"]


def guessed(found: Facts) -> set[tuple[str, tuple[str, ...]]]:
    """Calls on objects of which nothing is known: the method, and the services it may be of."""
    calls = (one for one in found.sdk_calls if one.reached and one.style == "guessed")
    return {(str(one.operation), one.candidates) for one in calls}


def _told(call: SdkCall) -> str:
    words = [f"{call.service}.{call.operation}"]
    for one in call.arguments:
        sign = {"environment": "$", "literal": "=", "event": "@", "built": "~"}.get(one.kind.value)
        if sign is not None:
            words.append(f"{one.name}{sign}{one.text}")
    if call.other_credentials:
        words.append("as another")
    return " ".join(words)
