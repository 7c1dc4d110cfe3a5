"""Secrets in a map of settings, each under the name that says what it is."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import Value
from crenel.secrets.written import carries_credentials, names_a_secret, words

_DEPTH = 8
_WORDLESS = words(
    "value default string plain text dev development test staging prod production live sandbox"
)
"""Keys that say nothing: what holds them names the value (``apiKey: {dev: ..., prod: ...}``)."""


def secrets_of(settings: Value) -> Iterator[tuple[Guard, str, Value]]:
    """What is or should be a secret inside, each with its guard and the name that says so."""
    for guard, name, value in settings.entries():
        for when, said, one in _inside(guard, name, value, _DEPTH):
            if names_a_secret(said) or carries_credentials(one.text()):
                yield when, said, one


def _inside(
    guard: Guard, name: str, value: Value, depth: int
) -> Iterator[tuple[Guard, str, Value]]:
    inner = [(when, key, one) for when, key, one in value.entries()]
    elements = [(when, one) for when, one in value.items() if one is not value]
    if depth == 0 or not (inner or elements):
        yield guard, name, value
        return
    for when, key, one in inner:
        said = name.removesuffix("s") if key in _WORDLESS else key
        yield from _inside(guard.conjoin(when) or ALWAYS, said, one, depth - 1)
    for when, one in elements:
        # Texts in a list are names of things more often than the things themselves.
        said = name.removesuffix("s") if any(one.entries()) else ""
        yield from _inside(guard.conjoin(when) or ALWAYS, said, one, depth - 1)
