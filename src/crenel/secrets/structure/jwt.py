"""JSON Web Tokens: a header that is JSON and names an algorithm (RFC 7519, RFC 7516)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

_MARKS = frozenset({"alg", "typ", "enc", "kid"})


def part(text: str) -> dict[str, object] | None:
    """A segment of a token as a map; None where it is none."""
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def token(value: str) -> str | None:
    """Does its header parse? An unsigned token (``alg: none``) opens nothing."""
    header = part(value.partition(".")[0])
    if header is None or not _MARKS & header.keys():
        return None
    return None if header.get("alg") == "none" else "the header parses"
