"""How texts are encoded in texts: base64 and hexadecimal, URL encoding, JSON in JSON."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

import msgspec

_HEX = re.compile(rb"(?:[0-9a-fA-F]{2})+")
_PROBE, _SLASHES = 48, 12
# So many slashes among the characters are those of a path.
_PADDING = 2
_STANDARD = bytes.maketrans(b"-_", b"+/")
_PRINTABLE = bytes({*range(0x20, 0x7F), 9, 10, 13})
_RUN = r"A-Za-z0-9+/_\-"
_FOUR = rf"[CDI-Za-f][ACDEFGHQSTUVWXgijklmnwyz0-3][ABEFIJMNQRUVYZcdghklopstwx014589][{_RUN}]"
"""Four characters of base64 that stand for three printable ones: what their bits allow."""
_TWO = r"(?:[2-7][0-9a-fA-F]|0[9aAdD])"
"""Two digits of a printable one."""
_OF_TEXT = rf"(?:(?:{_FOUR}){{10}}|{_TWO}{{20}})"
_URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~+-"
_URL_SIGN = r"%(?:3[aAdD]|2[2fFbB]|40|7[bB])[\w.~+\-%]"
Place = tuple[int, int]


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """One way to write a text in another."""

    pattern: str
    """RE2 over bytes; the first group is what tells it."""
    keywords: tuple[str, ...]
    rough: str
    """As a detector's (engine/sieve.py)."""
    whole: Callable[[bytes, Place, int], Place]
    """From the group to all that is encoded, not before an offset."""
    decode: Callable[[bytes], tuple[str, bytes]]
    """Its name, and the text; none where it is none."""


def _as_found(_: bytes, place: Place, __: int) -> Place:
    return place


def _padded(data: bytes, place: Place, _: int) -> Place:
    """With the signs that fill base64 up."""
    start, end = place
    filled = data[end : end + _PADDING]
    return start, end + len(filled) - len(filled.lstrip(b"="))


def _from_its_beginning(data: bytes, place: Place, least: int) -> Place:
    """With what stands before the first sign that is encoded."""
    start, end = place
    before = data[least:start]
    return start - len(before) + len(before.rstrip(_URL)), end


def _base64_or_hex(written: bytes) -> tuple[str, bytes]:
    if _HEX.fullmatch(written):
        return "hexadecimal", _text(bytes.fromhex(written.decode("ascii")))
    return "base64", _base64(written)


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
    return _text(_b64(plain)) if _text(_b64(plain[:_PROBE])) else b""


def _b64(plain: bytes) -> bytes:
    try:
        return b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""


def _url(written: bytes) -> tuple[str, bytes]:
    return "URL encoding", unquote_to_bytes(written)


def _json(written: bytes) -> tuple[str, bytes]:
    return "JSON", written.replace(b"\\\\", b"\\").replace(b'\\"', b'"')


def _text(data: bytes) -> bytes:
    """All of it printable: what is encoded to hide or carry a text is one."""
    return b"" if data.translate(None, _PRINTABLE) else data


ENCODINGS = (
    Encoding(
        pattern=rf"(?:^|[^{_RUN}])({_OF_TEXT}[{_RUN}]*)",
        keywords=(),
        rough="",
        whole=_padded,
        decode=_base64_or_hex,
    ),
    Encoding(
        pattern=f"({_URL_SIGN}{{8,}})",
        keywords=("%",),
        rough=f"{_URL_SIGN}{{4}}",
        whole=_from_its_beginning,
        decode=_url,
    ),
    Encoding(
        pattern=r'((?:[^"\\\r\n]|\\[^"\r\n])*\\\\\\"[^\r\n]{8,})',
        keywords=('\\\\\\"',),
        rough=r'\\\\\\"',
        whole=_as_found,
        decode=_json,
    ),
)
