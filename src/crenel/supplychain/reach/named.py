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
_NAME = re.compile(
    rb"""(\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*)?["'`]((?:@[\w.-]+/)?[\w.-]+)(?:/[^"'`\s]*)?["'`]"""
)
_FOLDER = re.compile(r"(?:.*/)?node_modules/((?:@[^/]+/)?[^/]+)/")


def named(
    files: Files, used: Iterable[str], direct: Iterable[str], others: Iterable[str]
) -> dict[str, str]:
    """Which packages the sources of the ``used`` ones may load, and why.

    Of what the project itself asks for (``direct``), any string that names it counts: plug-ins are
    loaded by such names. Of ``others``, an import.
    """
    wanted = {False: set(direct)}
    wanted[True] = wanted[False] | set(others)
    found: dict[str, str] = {}
    left = MAX_BYTES if wanted[True] else 0
    for path in _sources(files, frozenset(used)) if wanted[True] else ():
        left -= files.sizes[path]
        data = _read(files, path) if left >= 0 else None
        if data is None:
            cut = f"{files.at(path)} and what follows it were not looked through"
            return {**dict.fromkeys(wanted[True], cut), **found}
        for loads, name in _NAME.findall(data):
            if name.decode() in wanted[bool(loads)]:
                found.setdefault(name.decode(), f"{files.at(path)} names it, or what asks for it")
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
