"""The ends of logical ids, as SAM makes them from names that are not plain words."""

from __future__ import annotations

import json

_LENGTH = 10


def digest(data: object) -> str:
    """The hash that SAM appends: of a text itself, of anything else its compact JSON."""
    if not data:
        return ""
    import hashlib  # noqa: PLC0415 - three milliseconds that few templates need

    text = (
        data if isinstance(data, str) else json.dumps(data, separators=(",", ":"), sort_keys=True)
    )
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:_LENGTH]


def suffix(word: str) -> str:
    """A word of letters and digits as it is, any other as its hash."""
    return word if word.isalnum() else digest(word)
