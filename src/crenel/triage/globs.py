"""Globs over paths and addresses, matched in time that hostile patterns cannot blow up.

``?`` is one character and ``*`` any number of them, neither a ``/``; ``**`` crosses folders, and
``**/`` may be no folder at all. Brackets mean themselves: Terraform's addresses hold them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crenel.pattern import Pattern

LONGEST = 500
_TOKEN = Pattern(r"\*\*/|\*\*+|\*|\?|[^*?]", re.DOTALL)
_SKIP, _DEEP, _STAR, _ONE = "**/", "**", "*", "?"


def matches(pattern: str, text: str) -> bool:
    """Does the whole text match?"""
    if not any(mark in pattern for mark in "*?"):
        return pattern == text
    tokens = _tokens(pattern)
    states = _closed({0}, tokens)
    for char in text:
        states = _closed({after for at in states for after in _step(at, tokens, char)}, tokens)
        if not states:
            return False
    return len(tokens) in states


def covers(pattern: str, path: str) -> bool:
    """Does the pattern match a path, or a folder that the path lies in?"""
    parts = path.split("/")
    folder = pattern.rstrip("/")
    return any(matches(folder, "/".join(parts[:count])) for count in range(1, len(parts) + 1))


@lru_cache(maxsize=256)
def _tokens(pattern: str) -> tuple[str, ...]:
    """``**/`` becomes three: a way around, any text, and the slash."""
    tokens: list[str] = []
    for token in _TOKEN.findall(pattern):
        if token == _SKIP:
            tokens += (_SKIP, _DEEP, "/")
        else:
            tokens.append(_DEEP if token.startswith(_DEEP) else token)
    return tuple(tokens)


def _closed(states: set[int], tokens: tuple[str, ...]) -> set[int]:
    """The states, and those that are reached without reading a character."""
    pending = list(states)
    while pending:
        at = pending.pop()
        for after in _around(at, tokens):
            if after not in states:
                states.add(after)
                pending.append(after)
    return states


def _around(at: int, tokens: tuple[str, ...]) -> tuple[int, ...]:
    token = tokens[at] if at < len(tokens) else ""
    if token == _SKIP:
        return at + 1, at + 3
    return (at + 1,) if token in (_DEEP, _STAR) else ()


def _step(at: int, tokens: tuple[str, ...], char: str) -> tuple[int, ...]:
    token = tokens[at] if at < len(tokens) else _SKIP
    if token == _SKIP:
        return ()
    if token == _DEEP or (token == _STAR and char != "/"):
        return (at,)
    return (at + 1,) if token == char or (token == _ONE and char != "/") else ()
