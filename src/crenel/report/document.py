"""JSON that every reader takes: ASCII only, so that neither encodings nor terminals matter."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from crenel.report.escape import utf8

_NOT_ASCII = re.compile("[^\\x00-\\x7e]")
_PLANE = 0x10000


def dumps(content: object) -> str:
    """The JSON text of plain Python content, indented, keys in their given order."""
    try:
        encoded = msgspec.json.encode(content)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_encodable(content))
    text = msgspec.json.format(encoded, indent=2).decode()
    return _NOT_ASCII.sub(_escaped, text) + "\n"


def _encodable(content: Any) -> Any:  # noqa: ANN401 - any JSON content
    if isinstance(content, str):
        return utf8(content)
    if isinstance(content, dict):
        return {utf8(key): _encodable(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_encodable(value) for value in content]
    return content


def _escaped(found: re.Match[str]) -> str:
    point = ord(found.group())
    if point < _PLANE:
        return f"\\u{point:04x}"
    high, low = divmod(point - _PLANE, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
