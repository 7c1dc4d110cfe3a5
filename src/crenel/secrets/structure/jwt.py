"""JSON Web Tokens: a header that is JSON and names an algorithm (RFC 7519, RFC 7516)."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode

_SIGNED = 3
_SAMPLE = {
    "sub": "1234567890",
    "name": "John Doe",
    "iat": 1516239022,
    "some": "payload",
    "exp": 9999999999,
    "role": "anon",
}
"""What the playground of jwt.io, the description of PyJWT and tests put into their tokens; and what
Supabase gives to every browser.
"""
_NOBODY = re.compile(
    r"(?:test|demo|dummy|sample|foo|bar)\b|test|(?:user|client|customer)[-_]?\d{0,4}$|.*@(?:test|foo|bar)\.",
    re.IGNORECASE,
)
"""Subjects of tokens that a test made."""
_MARKS = frozenset({"alg", "typ", "enc", "kid"})


def part(text: str) -> dict[str, object] | None:
    """A segment of a token as a map; None where it is none."""
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def token(value: str) -> str | None:
    """Does its header parse? An unsigned token opens nothing, one for ``example`` nobody's door."""
    parts = value.rstrip(".").split(".")
    header = part(parts[0])
    if header is None or not _MARKS & header.keys() or header.get("alg") == "none":
        return None
    body = part(parts[1]) if len(parts) > 1 else None
    if len(parts) < _SIGNED or "example" in json.dumps([header, body]):
        return None
    if body is not None and any(body.get(name) == value for name, value in _SAMPLE.items()):
        return None
    if body is not None and _NOBODY.match(str(body.get("sub", ""))):
        return None
    return "the header parses"
