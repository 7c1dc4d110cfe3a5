"""npm packages that the sources of other packages name: asked for, though no manifest says so.

``require('chrome-launcher')`` inside ``try`` works where the project itself brought that package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crenel.errors import ReadProblem
from crenel.supplychain.artifacts.files import Files

MAX_BYTES = 48 * 1024 * 1024
"""What is looked through of one artifact."""
_SOURCES = (".js", ".cjs", ".mjs")
_FOLDER = re.compile(r"(?:.*/)?node_modules/((?:@[^/]+/)?[^/]+)/")


def named(files: Files, used: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """Which of the ``wanted`` packages the sources of the ``used`` ones may load, and why."""
    names = sorted(wanted)
    if not names:
        return {}
    found: dict[str, str] = {}
    words = "|".join(map(re.escape, names))
    pattern = re.compile(rf"""["'`]({words})(?:/[^"'`\s]*)?["'`]""".encode())
    left = MAX_BYTES
    for path in _sources(files, frozenset(used)):
        left -= files.sizes[path]
        data = _read(files, path) if left >= 0 else None
        if data is None:
            cut = f"{files.at(path)} and what follows it were not looked through"
            return {**dict.fromkeys(names, cut), **found}
        for match in pattern.findall(data):
            found.setdefault(match.decode(), f"{files.at(path)} names it, or what asks for it")
    return found


def _read(files: Files, path: str) -> bytes | None:
    try:
        return files.read(path)
    except ReadProblem:
        return None


def _sources(files: Files, used: frozenset[str]) -> Iterator[str]:
    for path in files.sizes:
        folder = _FOLDER.match(path) if path.endswith(_SOURCES) else None
        if folder is not None and folder[1] in used:
            yield path
