"""Packs a prepared artifact, and writes beside it what is told of it."""

from __future__ import annotations

import base64
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from crenel import __version__
from crenel.supplychain.build import archive
from crenel.supplychain.build.artifact_bill import contents
from crenel.supplychain.build.digest import Member, content_digest
from crenel.supplychain.build.place import RECORD
from crenel.supplychain.build.plan import Plan
from crenel.supplychain.build.prepared import Prepared
from crenel.supplychain.build.record import (
    UNZIPPED,
    BuiltFor,
    Digest,
    Large,
    Material,
    Options,
    Origin,
    Output,
    Record,
    Searched,
    Size,
    Subject,
    Tool,
)
from crenel.supplychain.build.refusal import Kind, Refused
from crenel.supplychain.build.stage import Stage
from crenel.supplychain.inventory.bill import Bill
from crenel.supplychain.sbom.cyclonedx import cyclonedx

_LARGEST = 10
_MB = 1024 * 1024
Search = Callable[[Path, Stage], Searched]
"""Looks through the final bytes for credentials. Raises Refused."""


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """What rooms above do for this one."""

    search: Search
    dumps: Callable[[Any], str]
    record: Callable[[Record], str]


class Packing(msgspec.Struct, frozen=True, kw_only=True):
    """One artifact on its way into a folder."""

    plan: Plan
    found: Prepared
    bill: Bill
    name: str
    """Of its files, without suffix."""
    options: Options
    revision: str

    def into(self, made: Path, ports: Ports) -> Record:
        """Writes the zip, its bill and its record. Raises Refused for what must not be written."""
        check_size(self.found.stage)
        packed = made / f"{self.name}.zip"
        members = archive.write(packed, self.found.stage, self.options.compression)
        searched = ports.search(packed, self.found.stage)
        bom = made / f"{self.name}.cdx.json"
        bom.write_text(ports.dumps(self._bill(packed, members)), encoding="utf-8")
        record = self._record(packed, bom, members, searched)
        (made / RECORD).write_text(ports.record(record), encoding="utf-8")
        return record

    def _bill(self, packed: Path, members: list[Member]) -> dict[str, Any]:
        about = {
            "crenel:artifact-sha256": sha256(packed.read_bytes()).hexdigest(),
            "crenel:content-digest": content_digest(members),
        }
        left = [f"{one.path}: {one.reason}" for one in self.found.stage.left_out]
        return cyclonedx(contents(self.bill, about, left))

    def _record(self, packed: Path, bom: Path, members: list[Member], searched: Searched) -> Record:
        plan, found = self.plan, self.found
        lock = found.lock
        return Record(
            function=Subject(address=plan.bill.address, name=plan.name, handler=plan.handler),
            target=BuiltFor(
                runtime=plan.target.runtime,
                architecture=plan.target.architecture,
                platforms=_platforms(plan),
            ),
            source=Origin(
                folder=plan.folder or ".",
                revision=self.revision,
                digest=Digest(_digest_of(found.own)),
            ),
            lock=lock.recorded if lock is not None else None,
            options=_options(self),
            inputs=tuple(_inputs(found, self.bill, members)),
            tools=(*_ours(), *found.tools),
            outputs=(
                _output(packed, "application/zip"),
                _output(bom, "application/vnd.cyclonedx+json"),
            ),
            code_sha256=base64.b64encode(sha256(packed.read_bytes()).digest()).decode(),
            content_digest=content_digest(members),
            reproducible=lock is None or (lock.pinned and lock.hashed),
            size=_size(found, self.bill, packed),
            credentials=searched,
            left_out=tuple(sorted(found.stage.left_out, key=lambda one: one.path)),
            notes=tuple(dict.fromkeys(found.notes)),
        )


def _options(packing: Packing) -> Options:
    """As they came to be: what the template says, too."""
    told = packing.plan.bundling
    bundling = (*told.flags, *told.entries) if packing.found.bundle else ()
    return msgspec.structs.replace(packing.options, bundle=packing.found.bundle, bundling=bundling)


def _platforms(plan: Plan) -> tuple[str, ...]:
    return plan.target.platforms if plan.target.runtime.startswith("python") else ()


def check_size(stage: Stage) -> None:
    """Raises Refused for what AWS Lambda would not unpack."""
    if stage.size <= UNZIPPED:
        return
    sizes = Counter[str]()
    for one in stage:
        sizes[one.owner or "the function's own files"] += one.size
    largest = ", ".join(f"{name} ({_mb(size)})" for name, size in sizes.most_common(3))
    what = f"it unpacks to {_mb(stage.size)}, and AWS Lambda takes {_mb(UNZIPPED)}"
    do = f"Leave something out, or deliver it as an image. The largest: {largest}"
    raise Refused(what, do, kind=Kind.TOO_LARGE)


def _mb(number: int) -> str:
    return f"{number / _MB:.0f} MB"


def _digest_of(own: list[Material]) -> str:
    members = (Member(one.uri, 0o644, one.digest.sha256) for one in own)
    return content_digest(members).removeprefix("sha256:")


def _inputs(found: Prepared, bill: Bill, members: list[Member]) -> Iterator[Material]:
    yield from sorted(found.own, key=lambda one: one.uri)
    pins = found.lock.pins if found.lock is not None else ()
    if found.lock is not None:
        uri = f"file:{found.lock.manifest.path}"
        yield Material(kind="lock", uri=uri, digest=Digest(found.lock.digest))
    owners = {one.name: one.owner for one in found.stage}
    theirs: dict[str, list[Member]] = {}
    for one in members:
        theirs.setdefault(owners[one.name], []).append(one)
    hashes = {pin.purl: pin.hashes for pin in pins}
    for component in bill.components:
        ref = component.purl
        digest = found.digests.get(ref) or content_digest(theirs.get(ref, [])).partition(":")[2]
        yield Material(kind="library", uri=ref, digest=Digest(digest), locked=hashes.get(ref, ()))


def _ours() -> list[Tool]:
    python = ".".join(map(str, sys.version_info[:3]))
    return [
        Tool(name="crenel", version=__version__),
        Tool(name="python", version=python),
        archive.packer(),
    ]


def _output(path: Path, media_type: str) -> Output:
    data = path.read_bytes()
    return Output(
        name=path.name,
        media_type=media_type,
        size=len(data),
        digest=Digest(sha256(data).hexdigest()),
    )


def _size(found: Prepared, bill: Bill, packed: Path) -> Size:
    sizes = Counter[str](found.sizes)
    for one in found.stage:
        sizes[one.owner] += one.size
    sizes[""] -= sum(found.sizes.values())
    largest = [Large(ref, size) for ref, size in sizes.most_common(_LARGEST) if size > 0]
    return Size(
        files=sum(1 for _ in found.stage),
        zipped=packed.stat().st_size,
        unzipped=bill.size,
        largest=tuple(largest),
    )
