"""The files of a team's own controls, as its configuration names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.readers.root import Root
from crenel.readers.text.decode import decode
from crenel.triage import finding
from crenel.triage.config import own_table
from crenel.triage.globs import covers
from crenel.triage.tables import Document, Table

KEY = "custom_controls"


def custom_sources(
    folder: Path, *, file: Path | None = None, no_config: bool = False
) -> tuple[Source, ...]:
    """The texts that the configuration of an analysed folder names. Raises UsageError."""
    if no_config:
        return ()
    start = folder.resolve()
    source = finding.find(start) if file is None else finding.named(file, start)
    if source is None or KEY not in source.text:
        return ()
    table = own_table(Document(source))
    home = (start / source.path).resolve().parent
    return tuple(_sources(table, home))


def sources_of(paths: list[Path]) -> tuple[Source, ...]:
    """The texts of files that a person names. Raises UsageError."""
    return tuple(_read(Root(path.parent), path.name, str(path)) for path in paths)


def _sources(table: Table, home: Path) -> Iterator[Source]:
    root = Root(home)
    patterns = table.texts(KEY)
    files = sorted(root.files()) if patterns else []
    for pattern in patterns:
        found = [path for path in files if covers(pattern, path)]
        if not found:
            raise table.problem(KEY, f"no file matches {pattern!r}", "Correct the pattern")
        yield from (_read(root, path, path) for path in found)


def _read(root: Root, path: str, shown: str) -> Source:
    try:
        return Source(shown, decode(root.read_bytes(path)))
    except ReadProblem as problem:
        raise UsageError(f"{shown} cannot be read: {problem.what}", problem.do) from None
