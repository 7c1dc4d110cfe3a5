"""JSON of which two readers cannot think differently.

Whoever signs and whoever judges may use different parsers: a key that is there twice, or a number
that is none in JSON, would let them read two things in one text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from crenel.supplychain.attest.refusal import Refused

MALFORMED = "malformed"


def strict(text: str | bytes, what: str) -> Any:  # noqa: ANN401 - any JSON content
    """What a JSON text holds; ``what`` names it in the reason. Raises Refused."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Refused(MALFORMED, f"{what} is not UTF-8") from None
    except RecursionError:
        raise Refused(MALFORMED, f"{what} is nested too deeply") from None
    except json.JSONDecodeError as error:
        reason = f"{what} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise Refused(MALFORMED, reason) from None
    except ValueError as error:
        raise Refused(MALFORMED, f"{what} is not JSON: {error}") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"the key {twice[:80]!r} is there twice"
        raise ValueError(message)
    return found


def _no_constant(word: str) -> None:
    message = f"{word} is no number"
    raise ValueError(message)


def table(value: object) -> Mapping[str, Any]:
    """The value where it is an object; an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Any]:
    """The value where it is a list; an empty one otherwise."""
    return value if isinstance(value, list) else []


def word(value: object) -> str:
    """The value where it is a text; an empty one otherwise."""
    return value if isinstance(value, str) else ""
