"""Private keys in PEM: a body that is base64, of a size that a key has (RFC 7468)."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

_FRAME = re.compile(r"-----(?:BEGIN|END)[^-]*-----")
_HEADER = re.compile(r"\b(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash)\b ?:[^\n\\]*")
_BREAK = re.compile(r"\\+[nrt]|[\s\"'`+,;|.\\*#/&)(<>@]+")
_BODY = re.compile(r"[A-Za-z0-9+/=_-]+")
_LEAST, _VARIETY, _LINE = 40, 12, 20


def private_key(value: str) -> str | None:
    r"""A reason where the body decodes, None where it holds no key.

    A body may stand in source code: quotes, ``\n`` and comment marks between its lines are let go.
    """
    inside = _HEADER.sub("", _FRAME.sub("", value))
    pieces = [one for one in _BREAK.split(inside.replace("+/", "AA").replace("/", "A")) if one]
    runs = [one for one in pieces if _BODY.fullmatch(one) and len(one) >= _LINE]
    dense = "".join(runs)
    if len(dense) < _LEAST or len(set(dense)) < _VARIETY or len(dense) < len("".join(pieces)) / 2:
        return None
    return "a DER sequence" if _der(inside) else "a body in base64"


def _der(inside: str) -> bool:
    first = re.sub(r"[^A-Za-z0-9+/]", "", inside)[:40]
    try:
        return b64decode(first)[:1] == b"\x30"
    except (binascii.Error, ValueError):
        return False
