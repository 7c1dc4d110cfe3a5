"""The files of a team's own controls, as its configuration names them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.readers.root import Root
from crenel.readers.text.decode import decode
from crenel.triage import finding
from crenel.triage.globs import covers

if TYPE_CHECKING:
    from crenel.triage.tables import Table

KEY, PLUGINS = "custom_controls", "plugins"


class Folder(msgspec.Struct, frozen=True):
    """A folder of controls in Python: where it is, and ``where`` the configuration names it."""

    path: Path
    shown: str
    where: str


class Customs(msgspec.Struct, frozen=True):
    """What a configuration names: texts of controls in YAML, and folders of Python."""

    sources: tuple[Source, ...] = ()
    folders: tuple[Folder, ...] = ()


def customs_of(folder: Path, *, file: Path | None = None, no_config: bool = False) -> Customs:
    """What the configuration of an analysed folder names; nothing of it has run.

    Raises UsageError with file and line.
    """
    if no_config:
        return Customs()
    start = folder.resolve()
    source = finding.find(start) if file is None else finding.named(file, start)
    if source is None or not any(key in source.text for key in (KEY, PLUGINS)):
        return Customs()
    from crenel.triage.configuration import own_table  # noqa: PLC0415 - few write controls
    from crenel.triage.tables import Document  # noqa: PLC0415

    table = own_table(Document(source))
    home = (start / source.path).resolve().parent
    return Customs(tuple(_sources(table, home)), tuple(_folders(table, home)))


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


def _folders(table: Table, home: Path) -> Iterator[Folder]:
    for name in table.texts(PLUGINS):
        path = Path(os.path.realpath(home / name))
        if not path.is_relative_to(home):
            raise table.problem(PLUGINS, f"{name!r} leads out of this folder", "Name one inside")
        if not path.is_dir():
            raise table.problem(PLUGINS, f"there is no folder {name!r}", "Correct the name")
        yield Folder(path, name, f"{table.document.source.path}:{_line(table)}")


def _line(table: Table) -> int:
    return table.document.span((*table.path, PLUGINS)).line


def _read(root: Root, path: str, shown: str) -> Source:
    try:
        return Source(shown, decode(root.read_bytes(path)))
    except ReadProblem as problem:
        raise UsageError(f"{shown} cannot be read: {problem.what}", problem.do) from None
