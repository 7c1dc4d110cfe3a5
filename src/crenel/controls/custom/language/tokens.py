"""Text -> tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>&&|\|\||[=!<>]=|[-!<>()\[\].,])"
)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Mistake(Exception):  # noqa: N818 - becomes a UsageError with file and line
    """What is wrong with an expression, at an offset in it."""

    def __init__(self, what: str, offset: int) -> None:
        super().__init__(what)
        self.offset = offset


class Token(msgspec.Struct, frozen=True):
    """One word: its kind (``number``, ``text``, ``name``, ``sign``, ``end``), text and offset."""

    kind: str
    text: str
    offset: int

    def is_(self, *texts: str) -> bool:
        """Is it one of these signs or words?"""
        return self.kind in ("sign", "name") and self.text in texts


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an expression, then one ``end``. Raises Mistake."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            raise Mistake(f"{text[place]!r} means nothing here", place)
        if found.lastgroup == "text":
            inner = _ESCAPE.sub(lambda one: _ESCAPES.get(one[1], one[1]), found[0][1:-1])
            yield Token("text", inner, place)
        elif found.lastgroup != "space":
            yield Token(found.lastgroup, found[0], place)
        place = found.end()
    yield Token("end", "", len(text))
