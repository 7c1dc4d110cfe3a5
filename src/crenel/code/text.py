"""Literals as the languages write them."""

from __future__ import annotations

import re

from crenel.pattern import Pattern

_ESCAPE = Pattern(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\n": "", "\r\n": ""}
_LAST = 0x10FFFF


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def unescaped(text: str) -> str:
    """The inside of a string literal, its escapes replaced (those that all languages share)."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def number(text: str) -> int | float | None:
    """A number literal's value; None where it is in no common notation."""
    plain = text.replace("_", "").rstrip("nlLjJ")
    try:
        return int(plain, 0) if len(plain) < 20 else None  # noqa: PLR2004 - longer ones are no sizes or ports
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return None


def _character(found: re.Match[str]) -> str:
    code = found.group(1)
    if code[0] in "ux" and len(code) > 1:
        value = int(code[1:].strip("{}"), 16)
        return chr(value) if value <= _LAST else ""
    return _PLAIN.get(code, code)
