"""The text of a variable: literals, and ``${type(params):address, fallback}`` inside each other.

Source: the framework's documentation, "Variables". Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_SOURCE = re.compile(r"\s*([A-Za-z][\w.-]*)\s*(?:\(|:(?!:))")
_WORD = re.compile(r"\s*([A-Za-z][\w.-]*)")
_OPEN = "${"


class Literal(msgspec.Struct, frozen=True):
    """Text that stands for itself."""

    text: str


class Variable(msgspec.Struct, frozen=True):
    """``${...}``: its alternatives in order, each as written."""

    alternatives: tuple[str, ...]
    raw: str


class Source(msgspec.Struct, frozen=True):
    """One alternative: ``file(a.yml):key`` has all three parts."""

    type: str
    parameter: str
    address: str


Piece = Literal | Variable


def has_variable(text: str) -> bool:
    """May there be a variable in the text? A hole of ``Fn::Sub`` (``${Name}``) is none."""
    return _OPEN in text and any(isinstance(piece, Variable) for piece in pieces(text))


def pieces(text: str) -> Iterator[Piece]:
    """The text as literals and variables; a ``${`` that never ends is a literal."""
    position = start = 0
    while (found := text.find(_OPEN, position)) >= 0:
        end = _closing(text, found + len(_OPEN))
        if end < 0:
            break
        inside = text[found + len(_OPEN) : end]
        position = end + 1
        if not _SOURCE.match(inside) and not inside.lstrip().startswith(_OPEN):
            continue
        if found > start:
            yield Literal(text[start:found])
        yield Variable(tuple(_split(inside)), text[found:position])
        start = position
    if start < len(text):
        yield Literal(text[start:])


def source_of(alternative: str) -> Source | None:
    """The source that an alternative names; None where it is a literal."""
    named = _SOURCE.match(alternative)
    if named is None:
        return None
    rest = alternative[_word_end(alternative) :].lstrip()
    parameter = ""
    if rest.startswith("("):
        end = _balanced(rest)
        parameter, rest = rest[1:end], rest[end + 1 :].lstrip()
    return Source(named[1], parameter.strip(), rest.removeprefix(":").strip())


def _word_end(text: str) -> int:
    found = _WORD.match(text)
    return found.end() if found else 0


def _balanced(text: str) -> int:
    """Where the parenthesis that ``text`` begins with is closed."""
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place
    return len(text)


def _closing(text: str, position: int) -> int:
    """Where the brace opened before ``position`` is closed; -1 where it never is."""
    depth = 1
    for place in range(position, len(text)):
        char = text[place]
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return place
    return -1


def _split(inside: str) -> Iterator[str]:
    """Cut at commas outside quotes, parentheses and inner variables."""
    depth, quote, start = 0, "", 0
    for place, char in enumerate(inside):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "({":
            depth += 1
        elif char in ")}":
            depth -= 1
        elif char == "," and depth <= 0:
            yield inside[start:place].strip()
            start = place + 1
    yield inside[start:].strip()
