"""Texts inside texts: base64, hexadecimal, URL encoding, JSON in JSON; three deep, bounded."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote_to_bytes

import msgspec

from crenel.secrets.engine.scanner import Pattern, compiled
from crenel.secrets.text import Text

DEPTH = 3
BUDGET = 4 * 1024 * 1024
"""Bytes that one text may unfold to."""
_LONGEST = 256 * 1024
"""Of one encoded text: more takes many times its size while it is decoded."""
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2})+")
_PROBE, _SLASHES = 48, 12
# So many slashes among the characters are those of a path.
_LEAST = 12
_PADDING = 2
_STANDARD = bytes.maketrans(b"-_", b"+/")
_PRINTABLE = bytes({*range(0x20, 0x7F), 9, 10, 13})
_RUN = r"A-Za-z0-9+/_\-"
_BASE64_OF_TEXT = rf"[CDI-Za-f][ACDEFGHQSTUVWXgijklmnwyz0-3][ABEFIJMNQRUVYZcdghklopstwx014589][{_RUN}]"
"""Four characters that stand for three printable ones: of each byte, what the bits allow."""
_HEX_OF_TEXT = r"(?:[2-7][0-9a-fA-F]|0[9aAdD])"
_PATTERNS = {
    "base64": rf"(?:^|[^{_RUN}])((?:(?:{_BASE64_OF_TEXT}){{10}}|{_HEX_OF_TEXT}{{20}})[{_RUN}]*)",
    "URL encoding": r"[\w.~+\-]*%(?:3[aAdD]|2[2fFbB]|40|7[bB])[\w.~+\-%]{8,}",
    "JSON": r'(?:[^"\\\r\n]|\\[^"\r\n])*\\\\\\"[^\r\n]{8,}',
}


class Unfolded(msgspec.Struct, frozen=True, kw_only=True):
    """A text that another holds: how it is encoded, and where the outermost begins and ends."""

    text: Text
    how: tuple[str, ...]
    start: int
    end: int


def unfolded(
    text: Text, budget: int = BUDGET, *, cut: Callable[[], None] = lambda: None
) -> Iterator[Unfolded]:
    """Everything that stands encoded in a text, deeper ones after the ones that hold them.

    ``cut`` is called where the budget ends it.
    """
    pending = [Unfolded(text=text, how=(), start=0, end=0)]
    while pending:
        outer = pending.pop()
        for start, end, data, how in _inside(outer.text.data, cut):
            budget -= len(data)
            if budget < 0:
                cut()
                return
            found = Unfolded(
                text=Text(text.path, data),
                how=(*outer.how, how),
                start=outer.start if outer.how else start,
                end=outer.end if outer.how else end,
            )
            yield found
            if len(found.how) < DEPTH:
                pending.append(found)


def _inside(data: bytes, cut: Callable[[], None]) -> Iterator[tuple[int, int, bytes, str]]:
    for how, pattern in _compiled().items():
        if not _worth(data, how):
            continue
        for match in pattern.finditer(data):
            start, end = _padded(data, match.span(1)) if how == "base64" else match.span()
            written = data[start : min(end, start + _LONGEST)]
            known = "hexadecimal" if how == "base64" and _HEX.fullmatch(written) else how
            plain = _DECODERS[known](written)
            if len(plain) >= _LEAST:
                if end - start > _LONGEST:
                    cut()
                yield start, end, plain, known


def _padded(data: bytes, span: tuple[int, int]) -> tuple[int, int]:
    """With the signs that fill base64 up."""
    start, end = span
    filled = data[end : end + _PADDING]
    return start, end + len(filled) - len(filled.lstrip(b"="))


def _worth(data: bytes, how: str) -> bool:
    if how == "JSON":
        return b'\\\\\\"' in data
    return how != "URL encoding" or b"%" in data


@cache
def _compiled() -> dict[str, Pattern]:
    return {how: compiled(pattern) for how, pattern in _PATTERNS.items()}


def _base64(written: bytes) -> bytes:
    if (
        written.islower()
        or written.isupper()
        or written.isalpha()
        or written.count(b"/") * _SLASHES > len(written)
    ):
        return b""
    plain = written.translate(_STANDARD).rstrip(b"=")
    if len(plain) % 4 == 1:
        plain = plain[:-1]
    if not _is_text(_b64(plain[:_PROBE])):
        return b""
    whole = _b64(plain)
    return whole if _is_text(whole) else b""


def _b64(plain: bytes) -> bytes:
    try:
        return b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""


def _hexadecimal(written: bytes) -> bytes:
    plain = bytes.fromhex(written.decode("ascii"))
    return plain if _is_text(plain) else b""


def _json(written: bytes) -> bytes:
    return written.replace(b"\\\\", b"\\").replace(b'\\"', b'"')


def _is_text(data: bytes) -> bool:
    """All of it printable: what is encoded to hide or carry a text is one."""
    return bool(data) and not data.translate(None, _PRINTABLE)


_DECODERS = {
    "base64": _base64,
    "hexadecimal": _hexadecimal,
    "URL encoding": unquote_to_bytes,
    "JSON": _json,
}
