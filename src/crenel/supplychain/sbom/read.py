"""Bills of materials that some tool wrote: CycloneDX and SPDX 2, in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.model.verdict import Unread
from crenel.readers.text.budget import BUDGET
from crenel.readers.text.decode import decode
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.inventory.bill import Gap
from crenel.supplychain.manifests._places import json_object, listing, mapping, text
from crenel.supplychain.purl import read_purl

MAX_BYTES = 128 * 1024 * 1024
_OURS = ("application", "file", "operating-system", "device", "data", "container")

Part = tuple[str, str, str, str]
"""Purl, name, licence, scope."""


class Read(msgspec.Struct, kw_only=True):
    """What some bills name."""

    found: list[Dependency] = msgspec.field(default_factory=list)
    gaps: list[Gap] = msgspec.field(default_factory=list)
    unread: list[Unread] = msgspec.field(default_factory=list)


def read_bills(paths: list[Path]) -> Read:
    """The libraries of bills of materials, files or folders of them. Raises UsageError."""
    read = Read()
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise UsageError(f"{paths[0]} holds no bill of materials", "Name a JSON file")
    for path in files:
        try:
            _read(path, read)
        except ReadProblem as problem:
            reason = str(problem)
            read.unread.append(Unread(file=path.as_posix(), reason=reason, line=problem.line))
    return read


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*.json") if file.is_file())
    if not path.is_file():
        raise UsageError(f"{path} does not exist", "Name a bill of materials, or a folder of them")
    return [path]


def _read(path: Path, read: Read) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise ReadProblem(f"it has more than {MAX_BYTES:,} bytes")
    budget = msgspec.structs.replace(BUDGET, bytes=MAX_BYTES)
    source = Source(path.as_posix(), decode(path.read_bytes(), budget))
    loaded = json_object(source)
    if loaded.get("bomFormat") == "CycloneDX":
        parts = _cyclonedx(loaded)
    elif text(loaded.get("spdxVersion")).startswith("SPDX-2."):
        parts = _spdx(loaded)
    else:
        raise ReadProblem("it is neither CycloneDX nor SPDX 2", "Write it anew in one of them")
    for part in parts:
        _take(part, source, read)


def _cyclonedx(loaded: dict[str, Any]) -> Iterator[Part]:
    pending = [mapping(one) for one in reversed(listing(loaded.get("components")))]
    while pending:
        one = pending.pop()
        pending.extend(mapping(inner) for inner in reversed(listing(one.get("components"))))
        if text(one.get("purl")) or text(one.get("type")) not in _OURS:
            name = text(one.get("name"))
            yield text(one.get("purl")), name, _licence(one), text(one.get("scope"))


def _licence(one: dict[str, Any]) -> str:
    for row in map(mapping, listing(one.get("licenses"))):
        inner = mapping(row.get("license"))
        found = text(row.get("expression")) or text(inner.get("id")) or text(inner.get("name"))
        if found:
            return found
    return ""


def _spdx(loaded: dict[str, Any]) -> Iterator[Part]:
    for one in map(mapping, listing(loaded.get("packages"))):
        references = map(mapping, listing(one.get("externalRefs")))
        purls = [
            text(row.get("referenceLocator"))
            for row in references
            if row.get("referenceType") == "purl"
        ]
        if purls or text(one.get("primaryPackagePurpose")) != "APPLICATION":
            declared = text(one.get("licenseDeclared"))
            yield (purls or [""])[0], text(one.get("name")), declared, ""


def _take(part: Part, source: Source, read: Read) -> None:
    purl, name, licence, scope = part
    at = source.text.find(f'"{purl or name}"')
    line = source.place(max(at, 0))[0]
    found = read_purl(purl) if purl else None
    if found is None:
        if purl or name:
            reason = "its kind is not known" if purl else "it has no package URL"
            read.gaps.append(Gap(subject=purl or name, reason=reason, file=source.path, line=line))
        return
    ecosystem, name, version = found
    read.found.append(
        Dependency(
            ecosystem=Ecosystem(ecosystem),
            name=name,
            version=version,
            presence=Presence.LOCKED,
            scope=Scope.DEVELOPMENT if scope == "excluded" else Scope.RUNTIME,
            file=source.path,
            line=line,
            licence=licence,
        )
    )
