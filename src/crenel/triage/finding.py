"""Finding the configuration: from the analysed folder up to the top of its repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.readers.root import Root
from crenel.readers.text.decode import decode

if TYPE_CHECKING:
    from crenel.triage.tables import Document

OWN, SHARED = "crenel.toml", "pyproject.toml"
_LIMIT = 1024 * 1024


def folders(start: Path) -> Iterator[Path]:
    """The folder, then those above it as far as the git root; only the folder without one."""
    above = [start, *start.parents]
    tops = [index for index, folder in enumerate(above) if os.path.lexists(folder / ".git")]
    return iter(above[: tops[0] + 1] if tops else above[:1])


def find(start: Path) -> Source | None:
    """The nearest configuration, its path as seen from ``start``. Raises UsageError."""
    for folder in folders(start):
        found = [source for name in (OWN, SHARED) if (source := _in(folder, name, start))]
        if len(found) > 1:
            names = " and ".join(source.path for source in found)
            raise UsageError(f"{names} both configure crenel", "Keep one of them")
        if found:
            return found[0]
    return None


def named(file: Path, start: Path) -> Source:
    """The file of ``--config``. Raises UsageError."""
    if not file.exists():
        raise UsageError(f"the configuration {file} does not exist", "Name a TOML file")
    return _read(file.resolve(), start)


def missing(file: Path, start: Path) -> Source:
    """An empty configuration where a file is yet to be made."""
    return Source(_shown(file, start), "")


def is_ours(document: Document) -> bool:
    """Does a pyproject.toml hold ``[tool.crenel]``?"""
    tool = document.data.get("tool")
    return isinstance(tool, dict) and "crenel" in tool


def _in(folder: Path, name: str, start: Path) -> Source | None:
    if not os.path.lexists(folder / name):
        return None
    source = _read(folder / name, start)
    if name == OWN:
        return source
    # Another tool's mistake is not ours to tell, where the file does not speak of crenel.
    return source if "crenel" in source.text and _speaks_of_crenel(source) else None


def _speaks_of_crenel(source: Source) -> bool:
    from crenel.triage.tables import Document  # noqa: PLC0415 - few projects have such a file

    return is_ours(Document(source))


def _read(file: Path, start: Path) -> Source:
    shown = _shown(file, start)
    if file.is_dir():
        raise UsageError(f"the configuration {shown} cannot be read: it is a folder")
    try:
        return Source(shown, decode(Root(file.parent).read_bytes(file.name, _LIMIT)))
    except ReadProblem as problem:
        message = f"the configuration {shown} cannot be read: {problem.what}"
        raise UsageError(message, problem.do) from None


def _shown(file: Path, start: Path) -> str:
    """A file as seen from the analysed folder."""
    return os.path.relpath(file, start).replace(os.sep, "/")
