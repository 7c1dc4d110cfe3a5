"""The text of a stored secret: one value, or JSON with fields."""

from __future__ import annotations

import json

from crenel.model.truth import FALSE, Truth, any_of, truth
from crenel.model.value import Value
from crenel.secrets.written import (
    carries_credentials,
    is_brought,
    looks_like_secret_value,
    names_a_secret,
)


def literal_secret(value: Value) -> Truth:
    """Is the secret written here? A text that a parameter brings is not."""
    return any_of(_literal(one).under(guard) for guard, one in value.cases())


def _literal(value: Value) -> Truth:
    if is_brought(value):
        return FALSE
    found = _fields(value.text())
    if found is not None:
        return truth(any(_is_secret(name, text) for name, text in found.items()), value)
    return (
        value.test(lambda scalar: looks_like_secret_value(str(scalar))) if _whole(value) else FALSE
    )


def _whole(value: Value) -> bool:
    return value.known() is not None


def _is_secret(name: str, text: object) -> bool:
    looks = looks_like_secret_value if names_a_secret(name) else carries_credentials
    return isinstance(text, str) and looks(text)


def _fields(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
