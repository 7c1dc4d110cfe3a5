"""Where the keys of a TOML text stand: ``tomllib`` reads values and forgets their places.

A small scan of a text that ``tomllib`` has read already; what it cannot follow (keys of inline
tables) it leaves out, and the nearest key around it stands in.
"""

from __future__ import annotations

import json
import re

from crenel.pattern import Pattern

Path = tuple[str | int, ...]

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_PARTS = Pattern(_PART)
_HEADER = Pattern(rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<name>{_DOTTED})[ \t]*\]")
_KEY = Pattern(rf"[ \t]*(?P<name>{_DOTTED})[ \t]*=")
_TOKEN = Pattern(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*(?:\"{3,5}|\Z)|'''(?:[^']|'(?!''))*(?:'{3,5}|\Z)"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'|#[^\r\n]*|[\[\]{}]|\r\n|\n|[^\"'#\[\]{}\r\n]+|.",
    re.DOTALL,
)


def places(text: str) -> dict[Path, int]:
    """The offset of every table header and key that the scan follows; array tables count up."""
    scan = _Scan()
    position = 0
    while position < len(text):
        scan.statement(text, position)
        position = _after(text, position)
    return scan.found


def nearest(found: dict[Path, int], path: Path) -> int:
    """The offset of a path, or of what it is in; 0 for none."""
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return 0


class _Scan:
    def __init__(self) -> None:
        self.found: dict[Path, int] = {}
        self._table: Path = ()
        self._counts: dict[Path, int] = {}

    def statement(self, text: str, position: int) -> None:
        """A header or a key that begins on this line."""
        header = _HEADER.match(text, position)
        if header:
            self._open(_names(header["name"]), header.start("open"), many=header["open"] == "[[")
            return
        key = _KEY.match(text, position)
        if key:
            self._note((*self._table, *_names(key["name"])), key.start("name"))

    def _open(self, names: Path, offset: int, *, many: bool) -> None:
        path = self._resolved(names[:-1]) + names[-1:]
        if many:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        self._table = path if many else self._resolved(names)
        self._note(self._table, offset)

    def _resolved(self, names: Path) -> Path:
        """A name through an array of tables means its last table."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path])
        return path

    def _note(self, path: Path, offset: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], offset)


def _names(dotted: str) -> Path:
    return tuple(_plain(part) for part in _PARTS.findall(dotted))


def _plain(part: str) -> str:
    if part.startswith('"'):
        try:
            return str(json.loads(part))
        except ValueError:
            return part[1:-1]
    return part.strip("'")


def _after(text: str, position: int) -> int:
    """Where the next statement begins: past the line break outside strings and brackets."""
    depth = 0
    for token in _TOKEN.finditer(text, position):
        word = token.group()
        if word in ("[", "{"):
            depth += 1
        elif word in ("]", "}"):
            depth -= 1
        elif word in ("\n", "\r\n") and depth <= 0:
            return token.end()
    return len(text)
