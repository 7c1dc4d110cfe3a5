"""Bills of materials that some tool wrote: CycloneDX and SPDX 2, in JSON."""

from __future__ import annotations

from pathlib import Path

import msgspec

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.model.verdict import Unread
from crenel.readers.text.budget import BUDGET
from crenel.readers.text.decode import decode
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.inventory.bill import Bill, Gap
from crenel.supplychain.inventory.union import union
from crenel.supplychain.manifests._places import json_object, text
from crenel.supplychain.purl import read_purl
from crenel.supplychain.sbom import from_cyclonedx, from_spdx
from crenel.supplychain.sbom.listed import Listed, Listing, Part

MAX_BYTES = 128 * 1024 * 1024
_SPDX_FUNCTION = "SPDXRef-Function-"


class Read(msgspec.Struct, kw_only=True):
    """What some bills name."""

    bills: list[Bill] = msgspec.field(default_factory=list)
    """One for each part that a bill tells apart, or for the whole of it."""
    unread: list[Unread] = msgspec.field(default_factory=list)


def read_bills(paths: list[Path]) -> Read:
    """The libraries of bills of materials, files or folders of them. Raises UsageError."""
    read = Read()
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise UsageError(f"{paths[0]} holds no bill of materials", "Name a JSON file")
    for path in files:
        try:
            read.bills.extend(_read(path))
        except ReadProblem as problem:
            reason = str(problem)
            read.unread.append(Unread(file=path.as_posix(), reason=reason, line=problem.line))
    _tell_apart(read.bills)
    return read


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*.json") if file.is_file())
    if not path.is_file():
        raise UsageError(f"{path} does not exist", "Name a bill of materials, or a folder of them")
    return [path]


def _read(path: Path) -> list[Bill]:
    if path.stat().st_size > MAX_BYTES:
        raise ReadProblem(f"it has more than {MAX_BYTES:,} bytes")
    budget = msgspec.structs.replace(BUDGET, bytes=MAX_BYTES)
    source = Source(path.as_posix(), decode(path.read_bytes(), budget))
    loaded = json_object(source)
    if loaded.get("bomFormat") == "CycloneDX":
        return _Taking(source).bills(from_cyclonedx.read(loaded))
    if text(loaded.get("spdxVersion")).startswith("SPDX-2."):
        return _Taking(source).bills(from_spdx.read(loaded))
    raise ReadProblem("it is neither CycloneDX nor SPDX 2", "Write it anew in one of them")


class _Taking:
    """From the listing of one file to bills."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def bills(self, listing: Listing) -> list[Bill]:
        """Of each part; of the whole for what no part owns, and for bills without parts."""
        made = [self._part(one, listing) for one in listing.parts]
        rest = [one for one in listing.libraries if not one.parts]
        if rest or not made:
            name = self._source.path
            made.append(self._bill(Bill(address=name, label=name), rest))
        return made

    def _part(self, part: Part, listing: Listing) -> Bill:
        # SPDX has ids of its own; there the name has to do.
        address = part.name if part.ref.startswith(_SPDX_FUNCTION) else part.ref
        bill = Bill(address=address, label=part.name, runtime=part.runtime)
        for subject, reason in part.gaps:
            line = self._line(subject)
            bill.gaps.append(Gap(subject=subject, reason=reason, file=self._source.path, line=line))
        return self._bill(bill, [one for one in listing.libraries if part.ref in one.parts])

    def _bill(self, bill: Bill, libraries: list[Listed]) -> Bill:
        found: list[Dependency] = []
        for one in libraries:
            taken = self._dependency(one)
            if taken is not None:
                found.append(taken)
            elif one.purl or one.name:
                reason = "its kind is not known" if one.purl else "it has no package URL"
                subject = one.purl or one.name
                line = self._line(subject)
                gap = Gap(subject=subject, reason=reason, file=self._source.path, line=line)
                bill.gaps.append(gap)
        bill.components = union(found)
        return bill

    def _dependency(self, one: Listed) -> Dependency | None:
        known = read_purl(one.purl) if one.purl else None
        if known is None:
            return None
        ecosystem, name, version = known
        return Dependency(
            ecosystem=Ecosystem(ecosystem),
            name=name,
            version=version,
            presence=Presence.LOCKED,
            scope=one.scope,
            file=self._source.path,
            line=self._line(one.purl),
            licence=one.licence,
        )

    def _line(self, word: str) -> int:
        return self._source.place(max(self._source.text.find(f'"{word}"'), 0))[0]


def _tell_apart(bills: list[Bill]) -> None:
    """Bills of one function at several times have one address; each gets its file's name too."""
    seen = [one.address for one in bills]
    for one in bills:
        if seen.count(one.address) > 1:
            place = next((found.place.file for found in one.components), "")
            one.address = f"{place}::{one.label}" if place else one.address
