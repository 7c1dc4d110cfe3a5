"""TOML -> tables, within a budget: the standard library's parser has none."""

from __future__ import annotations

from crenel.errors import ReadProblem
from crenel.pattern import Pattern

MAX_TOML = 1024 * 1024
"""Bytes of one file."""
_POSITION = Pattern(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_LONG_KEY = Pattern(rf"(?:\.[ \t]*{_PART}[ \t]*){{100}}")
"""A dotted key costs the square of its length, in time and in memory."""


def toml(text: str, limit: int = MAX_TOML) -> dict[str, object]:
    """What a TOML text of at most ``limit`` characters holds. Raises ReadProblem with the place."""
    if len(text) > limit:
        message = f"it has more than {limit:,} characters"
        raise ReadProblem(message, "Shorten the file")
    long_key = _LONG_KEY.search(text)
    if long_key:
        line = text.count("\n", 0, long_key.start()) + 1
        raise ReadProblem("a key has more than 100 parts", "Shorten it", line=line)
    import tomllib  # noqa: PLC0415 - most runs read no such file

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ReadProblem("it is nested too deeply", "Correct the file") from None
    except ValueError as error:
        found = _POSITION.search(str(error))
        line, column = (int(found[1] or 1), int(found[2] or 1)) if found else (1, 1)
        what = _POSITION.sub("", str(error)).strip()
        message = f"this is not TOML: {what}"
        raise ReadProblem(message, "Correct the file", line=line, column=column) from None
