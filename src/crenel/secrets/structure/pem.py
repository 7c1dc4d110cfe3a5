"""Private keys in PEM: a body that is base64, of a size that a key has (RFC 7468)."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

_LABEL = re.compile(r"-----(?:BEGIN|END)[^-]*-----|Proc-Type:[^\n]*|DEK-Info:[^\n]*|Version:[^\n]*")
_LEAST = 24
_ESCAPED = re.compile(r"\\[nrt]|[\s\"'+,;\\]|//|[#*]")


def private_key(value: str) -> str | None:
    """A reason where the body decodes, None where it holds no key."""
    body = _LABEL.sub("", value)
    body = re.sub(r"\\[nrt]", "", body)
    dense = re.sub(r"[^A-Za-z0-9+/=_-]", "", body)
    if len(dense) < _LEAST or len(set(dense)) < 10:  # noqa: PLR2004 - dots, or one letter again and again
        return None
    try:
        data = b64decode(dense.rstrip("=") + "=" * (-len(dense.rstrip("=")) % 4), altchars=None)
    except (binascii.Error, ValueError):
        return ""
    return "a DER sequence" if data[:1] == b"\x30" else "the body decodes"
