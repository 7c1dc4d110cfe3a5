"""What an installer put into a folder: distributions, their files, and what of those is kept."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

import msgspec

from crenel.supplychain.build.record import LeftOut
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.stage import Entry, is_executable
from crenel.supplychain.purl import normalised, purl

_METADATA = ".dist-info"
_INSTALLERS_OWN = frozenset({"INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"})
_COMPILED = (".pyc", ".pyo")
_LOCK = ".lock"
_SHEBANG = 256
_TAG_PARTS = 3


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What a distribution asks for."""

    name: str
    specifier: str
    marker: str
    line: str = ""
    """As it is written."""

    def takes(self, version: str) -> bool:
        """Is a version one of those that it takes? One that is odd is the installer's matter."""
        from packaging.specifiers import SpecifierSet  # noqa: PLC0415 - slow to load
        from packaging.version import InvalidVersion  # noqa: PLC0415 - slow to load

        try:
            return SpecifierSet(self.specifier).contains(version, prereleases=True)
        except InvalidVersion:
            return True


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    """One installed distribution."""

    name: str
    version: str
    folder: str
    """Its ``.dist-info`` folder."""
    record: tuple[str, ...]
    """The files that it consists of, relative to the folder that it was installed into."""
    tags: frozenset[str]
    needs: tuple[Need, ...]
    python: str
    """The versions of Python that it takes."""

    @property
    def purl(self) -> str:
        """Its package URL."""
        return purl("PyPI", self.name, self.version)


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of installed libraries."""

    folder: Path
    distributions: tuple[Distribution, ...] = ()

    def entries(self) -> tuple[list[Entry], list[LeftOut]]:
        """The files that are kept, whose each is, and what was left out."""
        owners = {path: one.purl for one in self.distributions for path in one.record}
        kept: list[Entry] = []
        left: list[LeftOut] = []
        for name in _files(self.folder):
            path = self.folder / name
            reason = _unwanted(name, path)
            if reason:
                left.append(LeftOut(name, reason))
            else:
                owner = owners.get(name, "pkg:generic/unknown")
                kept.append(
                    Entry(name=name, owner=owner, path=path, executable=is_executable(path))
                )
        names = {one.name for one in kept}
        return [_settled(one, names) for one in kept], left


def _files(folder: Path) -> Iterator[str]:
    """Every file, as ``/``-separated names. Raises Refused for a link: a wheel holds none."""
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here, name)
            told = path.relative_to(folder).as_posix()
            if told == _LOCK:
                continue  # uv's own, and no part of any library
            if not stat.S_ISREG(path.lstat().st_mode):
                what = f"the installer left something that is no regular file: {told!r:.200}"
                raise Refused(what, "Look at the library that it belongs to")
            yield told


def _unwanted(name: str, path: Path) -> str:
    folder, _, base = name.rpartition("/")
    if base.endswith(_COMPILED):
        return "compiled on the machine that installed it"
    if folder.endswith(_METADATA) and base in _INSTALLERS_OWN:
        return "the installer's own note"
    if folder == "bin" and _is_script(path):
        return "a script for the interpreter of the machine that installed it"
    return ""


def _is_script(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_SHEBANG)
    return head.startswith(b"#!") and b"python" in head.partition(b"\n")[0]


def _settled(one: Entry, names: set[str]) -> Entry:
    """RECORD without what was left out, and sorted; anything else as it is."""
    folder, _, base = one.name.rpartition("/")
    if base != "RECORD" or not folder.endswith(_METADATA) or "/" in folder:
        return one
    rows = [row for row in _rows(one.read()) if row[0] in names]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(sorted(rows))
    return msgspec.structs.replace(one, path=None, data=text.getvalue().encode())


def _rows(data: bytes) -> Iterator[list[str]]:
    for row in csv.reader(io.StringIO(data.decode("utf-8", "replace"))):
        if row:
            yield [row[0].replace("\\", "/"), *row[1:]]


def read_installed(folder: Path) -> Installed:
    """The distributions in a folder that was installed into."""
    found = sorted(folder.glob(f"*{_METADATA}/METADATA"))
    return Installed(folder=folder, distributions=tuple(map(_distribution, found)))


def _distribution(metadata: Path) -> Distribution:
    folder = metadata.parent
    message = HeaderParser().parsestr(metadata.read_text("utf-8", "replace"))
    record = folder / "RECORD"
    rows = _rows(record.read_bytes()) if record.exists() else iter(())
    return Distribution(
        name=normalised("PyPI", str(message.get("Name", ""))),
        version=str(message.get("Version", "")),
        folder=folder.name,
        record=tuple(row[0] for row in rows),
        tags=_tags(folder / "WHEEL"),
        python=str(message.get("Requires-Python", "")),
        needs=tuple(needs_of([str(one) for one in message.get_all("Requires-Dist", [])])),
    )


def _tags(wheel: Path) -> frozenset[str]:
    if not wheel.exists():
        return frozenset()
    message = HeaderParser().parsestr(wheel.read_text("utf-8", "replace"))
    from packaging.tags import parse_tag  # noqa: PLC0415 - slow to load

    lines = [str(one).strip() for one in message.get_all("Tag", [])]
    whole = (one for one in lines if one.count("-") == _TAG_PARTS - 1)
    return frozenset(str(tag) for one in whole for tag in parse_tag(one))


def needs_of(lines: list[str]) -> Iterator[Need]:
    """What lines of ``Requires-Dist`` ask for."""
    from packaging.requirements import (  # noqa: PLC0415 - slow to load
        InvalidRequirement,
        Requirement,
    )

    for line in lines:
        try:
            asked = Requirement(line)
        except InvalidRequirement:
            continue  # another tool's metadata: a need that nobody can name leads nowhere
        yield Need(
            name=normalised("PyPI", asked.name),
            specifier=str(asked.specifier),
            marker=str(asked.marker or ""),
            line=line,
        )
