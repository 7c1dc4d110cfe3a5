"""Sets of advisories on disk: files, folders and zip archives -> documents -> advisories."""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.advisories.advisory import Advisory, Malformed, bounded
from crenel.supplychain.importers.importer import Importer, importer_of

MAX_DOCUMENT = 64 * 1024 * 1024
MAX_TOTAL = 8 * 1024 * 1024 * 1024
"""Bytes of all documents of a set; OSV's whole export has about two."""
MAX_DOCUMENTS = 2_000_000
_DATE = re.compile(r"(?<!\d)(20\d\d-[01]\d-[0-3]\d)(?!\d)")
_SUFFIXES = (".json", ".yaml", ".yml")
_ARCHIVE = ".zip"
_MOST_PROBLEMS = 50

Document = tuple[str, bytes]


class Source(msgspec.Struct, kw_only=True):
    """Where advisories come from, and how many."""

    name: str
    kind: str
    newest: str = ""
    """The day of its youngest advisory, or of the set; empty where nothing tells."""
    count: int = 0
    withdrawn: int = 0


class Set:
    """One file, folder or archive that a person named, while it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sources: dict[str, Source] = {}
        self.problems: list[str] = []
        self.failed = 0
        """Documents that look like advisories and could not be read."""

    def advisories(self) -> Iterator[tuple[str, Advisory]]:
        """Every advisory with the name of its source. Raises UsageError where there is none."""
        for name, data in documents(self.path):
            yield from self._of(name, data)
        if not self.sources:
            what = f"{self.path} holds no advisories that crenel knows"
            trouble = f": {self.problems[0]}" if self.problems else ""
            raise UsageError(
                what + trouble,
                "It takes OSV (JSON, YAML), RetireJS and Node.js Security WG files, zipped or not;"
                " an application's path stands before --advisories",
            )

    def _of(self, name: str, data: bytes) -> Iterator[tuple[str, Advisory]]:
        try:
            loaded = _loaded(name, data)
        except ValueError as error:
            self._problem(name, str(error))
            return
        for one in loaded if isinstance(loaded, list) else [loaded]:
            kind = importer_of(one)
            if kind is not None:
                yield from self._taken(kind, one, name)

    def _taken(self, kind: Importer, loaded: object, name: str) -> Iterator[tuple[str, Advisory]]:
        source = self._source(kind, name)
        stem = name.rpartition("/")[2].rpartition(".")[0]
        try:
            for advisory in map(bounded, kind.advisories(loaded, stem)):
                self._count(source, advisory)
                yield source.name, advisory
        except Malformed as error:
            self._problem(name, str(error))

    def _source(self, kind: Importer, name: str) -> Source:
        label = self.path.name or str(self.path)
        if kind.WHOLE and name != label:
            label = f"{label}: {name.rpartition('/')[2]}"
        elif any(one.kind != kind.LABEL for one in self.sources.values()):
            label = f"{label}: {kind.LABEL}"
        key = f"{kind.LABEL}\0{name if kind.WHOLE else ''}"
        if key not in self.sources:
            dated = _DATE.search(self.path.name)
            newest = dated[1] if dated else ""
            self.sources[key] = Source(name=label, kind=kind.LABEL, newest=newest)
        return self.sources[key]

    def _count(self, source: Source, advisory: Advisory) -> None:
        source.count += 1
        source.withdrawn += bool(advisory.withdrawn)
        dated = _DATE.match(advisory.modified)
        source.newest = max(source.newest, dated[1] if dated else "")

    def _problem(self, name: str, reason: str) -> None:
        self.failed += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(f"{self.path.name}: {name}: {reason}")


def sets_of(path: Path) -> list[Set]:
    """The sets at a path: one; of a folder that holds archives, each of them and what is beside.

    Raises UsageError where the folder cannot be walked.
    """
    if not path.is_dir():
        return [Set(path)]
    archives = [Set(file) for file in _files(path) if file.suffix == _ARCHIVE]
    beside = any(file.suffix in _SUFFIXES for file in _files(path))
    return [*archives, Set(path)] if beside or not archives else archives


def _loaded(name: str, data: bytes) -> Any:  # noqa: ANN401 - any document
    """What a document holds; every scalar of YAML a text. Raises ValueError."""
    if name.endswith(".json"):
        try:
            return json.loads(data)
        except RecursionError:
            raise ValueError("it is nested too deeply") from None
    import yaml  # noqa: PLC0415 - most sets are JSON, and the store is neither

    try:
        return yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts, lists and maps only
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"this is not YAML: {str(error).splitlines()[0]}") from None


def documents(path: Path) -> Iterator[Document]:
    """Name and bytes of each document of a set. Raises UsageError."""
    if path.is_dir():
        yield from _in_folder(path)
    elif path.suffix == _ARCHIVE:
        yield from _in_archive(path)
    else:
        try:
            yield path.name, _limited(path)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def _in_folder(path: Path) -> Iterator[Document]:
    for file in _files(path):
        if file.suffix in _SUFFIXES:
            yield file.relative_to(path).as_posix(), _limited(file)


def _files(path: Path) -> Iterator[Path]:
    """The regular files below a folder, in order; links are not followed."""
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if stat.S_ISREG(file.lstat().st_mode):
                yield file


def _limited(file: Path) -> bytes:
    if file.stat().st_size > MAX_DOCUMENT:
        raise UsageError(
            f"{file} has more than {MAX_DOCUMENT:,} bytes", "Is it a set of advisories?"
        )
    return file.read_bytes()


def _in_archive(path: Path) -> Iterator[Document]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if one.filename.endswith(_SUFFIXES)]
            if len(members) > MAX_DOCUMENTS:
                raise UsageError(f"{path} has more than {MAX_DOCUMENTS:,} documents")
            left = MAX_TOTAL
            for member in sorted(members, key=lambda one: one.filename):
                data = _member(archive, member, min(MAX_DOCUMENT, left), path)
                left -= len(data)
                yield member.filename, data
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        UnicodeDecodeError,
    ) as error:
        raise UsageError(f"{path} is no whole zip archive: {error}", "Fetch it anew") from None


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, path: Path) -> bytes:
    with archive.open(member) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        message = f"{member.filename[:200]} in {path} unpacks to more than {limit:,} bytes"
        raise UsageError(message, "Nothing of it was taken")
    return data
