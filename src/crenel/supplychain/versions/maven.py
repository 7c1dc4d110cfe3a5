"""Maven's versions (Maven POM reference, "Version Order Specification")."""

from __future__ import annotations

import re
from functools import cmp_to_key
from typing import Any

Token = tuple[str, int | str]
"""The separator before it, and a number or a word."""

_TOKEN = re.compile(r"([.-]?)(\d{1,64}|[^\d.-]+)|([.-])", re.ASCII)
_ORDER = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
_SHORT = {"a": "alpha", "b": "beta", "m": "milestone"}
_SAME = {"cr": "rc", "final": "", "ga": "", "release": ""}
_NULLS = (0, "")


def key(version: str) -> Any:  # noqa: ANN401 - cmp_to_key's own type has no name
    """What versions are compared by. Raises ValueError for an empty text."""
    if not version.strip():
        raise ValueError("an empty text is no version")
    return _key(_trimmed(_tokens(version.strip().lower())))


def _tokens(version: str) -> list[Token]:
    """The parts; a change between digits and letters counts as a hyphen, an empty part as 0."""
    found: list[Token] = []
    pending = ""
    for match in _TOKEN.finditer(version):
        separator, part = match[1] or match[3] or "", match[2]
        if part is None:
            found.append((pending or separator, 0)) if pending else None
            pending = separator
            continue
        prefix = separator or pending or ("-" if found else "")
        if separator and pending:
            found.append((pending, 0))
        pending = ""
        follows = version[match.end() : match.end() + 1].isdigit()
        found.append((prefix, int(part) if part.isdigit() else _word(part, follows=follows)))
    return found


def _word(part: str, *, follows: bool) -> str:
    part = _SHORT.get(part, part) if follows else part
    return _SAME.get(part, part)


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Without the parts that mean nothing, at the end and before each hyphen."""
    kept: list[Token] = []
    for token in tokens:
        if token[0] == "-":
            _trim(kept)
        kept.append(token)
    _trim(kept)
    return kept


def _trim(tokens: list[Token]) -> None:
    while len(tokens) > 1 and tokens[-1][1] in _NULLS:
        tokens.pop()


def _compare(left: list[Token], right: list[Token]) -> int:
    for place in range(max(len(left), len(right))):
        one = left[place] if place < len(left) else _padding(right[place])
        other = right[place] if place < len(right) else _padding(left[place])
        ranks = _rank(one), _rank(other)
        if ranks[0] != ranks[1]:
            return -1 if ranks[0] < ranks[1] else 1
    return 0


def _padding(other: Token) -> Token:
    return (
        other[0],
        0
        if other[0] in (".", "") and isinstance(other[1], int)
        else 0
        if isinstance(other[1], int)
        else "",
    )


def _rank(token: Token) -> tuple[int, int, str]:
    """Words come before ``-1``, and that before ``.1``; known words before all others."""
    prefix, part = token
    if isinstance(part, int):
        return (1 if prefix == "-" else 2, part, "")
    known = _ORDER.index(part) if part in _ORDER else len(_ORDER)
    return (0, known, part if known == len(_ORDER) else "")


_key = cmp_to_key(_compare)
