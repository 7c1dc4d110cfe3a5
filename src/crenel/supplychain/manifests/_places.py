"""Where things stand in texts that the standard library reads without telling."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import Any

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.pattern import Pattern
from crenel.readers.text.toml import toml

_KEY = Pattern(r'"((?:[^"\\\n]|\\.)*)"\s*:')
MAX_LOCK = 8 * 1024 * 1024
"""Characters of a lock file in TOML."""


class Keys:
    """Where the keys of a JSON text stand."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._offsets: dict[str, list[int]] = {}
        for found in _KEY.finditer(source.text):
            self._offsets.setdefault(found[1], []).append(found.start())

    def offset(self, key: str, after: int = 0) -> int:
        """The first place of a key at or after an offset; ``after`` itself where there is none."""
        offsets = self._offsets.get(key) or self._offsets.get(json.dumps(key)[1:-1], [])
        place = bisect_left(offsets, after)
        return offsets[place] if place < len(offsets) else after

    def line(self, key: str, after: int = 0) -> int:
        """The line of that place."""
        return self._source.place(self.offset(key, after))[0]


def json_object(source: Source) -> dict[str, Any]:
    """The object that a JSON text holds. Raises ReadProblem with the place."""
    try:
        loaded = json.loads(source.text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg}"
        raise ReadProblem(message, "Correct it", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise ReadProblem("it is nested too deeply", "Correct the file") from None
    except ValueError as error:  # a number of too many digits
        raise ReadProblem(f"this is not JSON: {error}", "Correct it") from None
    if not isinstance(loaded, dict):
        raise ReadProblem("it holds no object", "Is it the right file?")
    return loaded


def table(source: Source, limit: int = MAX_LOCK) -> dict[str, Any]:
    """What a TOML text holds. Raises ReadProblem."""
    return toml(source.text, limit)


def headers(source: Source, name: str) -> list[int]:
    """The line of every ``[[name]]``, in order."""
    pattern = re.compile(rf"^[ \t]*\[\[[ \t]*{re.escape(name)}[ \t]*\]\]", re.MULTILINE)
    return [source.place(found.start())[0] for found in pattern.finditer(source.text)]


def mapping(value: object) -> dict[str, Any]:
    """The value where it is a map, an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[Any]:
    """The value where it is a list, an empty one otherwise."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """The value where it is a text, an empty one otherwise."""
    return value if isinstance(value, str) else ""
