"""From the flags of `crenel sign` to statements."""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from crenel import __version__
from crenel.errors import UsageError
from crenel.supplychain.attest.artifact import Artifact
from crenel.supplychain.attest.bundle import read_bundles
from crenel.supplychain.attest.envelope import Envelope
from crenel.supplychain.attest.predicates import audit, decision, provenance, sbom
from crenel.supplychain.attest.predicates.kind import Predicate
from crenel.supplychain.attest.recorded import recorded
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.sign import about, statement
from crenel.supplychain.attest.statement import Statement
from crenel.supplychain.attest.strict import strict
from crenel.supplychain.build.record import Record

Made = TypeVar("Made")

MAX_DOCUMENT = 64 * 1024 * 1024
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class Attesting:
    """What one run says of an artifact."""

    def __init__(self, args: argparse.Namespace, artifact: Artifact) -> None:
        self._args = args
        self._artifact = artifact
        self._now = datetime.now(UTC)
        self._record = self._recorded()

    def statements(self) -> list[Statement]:
        """Each kind that something was given for. Raises UsageError."""
        return [statement(self._artifact, type_, one) for type_, one in self._predicates()]

    def _predicates(self) -> Iterator[tuple[str, Predicate]]:
        args = self._args
        if self._record is not None:
            yield provenance.TYPES[0], self._provenance(self._record)
        bill: Path | None = args.sbom or self._recorded_bill()
        if bill is not None:
            content = loaded(bill)[0]
            yield _told(bill, lambda: sbom.type_of(content)), content
        if args.audit is not None:
            yield audit.TYPES[0], self._audit()
        if args.report is not None:
            yield decision.TYPES[0], self._decision()
        for pair in args.predicate:
            type_, _, path = pair.partition("=")
            if not _URI.fullmatch(type_) or not path:
                raise UsageError(f"--predicate {pair} is not TYPE=FILE", "The type is a URI")
            yield type_, loaded(Path(path))[0]

    def _recorded(self) -> Record | None:
        path = self._args.build or self._args.artifact.with_name("build.json")
        if self._args.build is None and not path.exists():
            return None
        record = recorded(path)
        first = record.outputs[0] if record.outputs else None
        if first is None or first.digest.sha256 != self._artifact.sha256:
            if self._args.build is None and (first is None or first.name != self._artifact.name):
                return None
            message = f"{path} is about other bytes than {self._artifact.name}"
            raise UsageError(message, "Was it changed after it was built? Build it anew")
        return record

    def _recorded_bill(self) -> Path | None:
        """The bill that the build wrote. Raises UsageError where it is not that one any more."""
        for one in self._record.outputs[1:] if self._record is not None else ():
            if "cyclonedx" in one.media_type or "spdx" in one.media_type:
                path: Path = self._args.artifact.with_name(Path(one.name).name)
                if loaded(path)[1] != one.digest.sha256:
                    message = f"{path} is not the bill that the build record tells of"
                    raise UsageError(message, "Was it changed? Build anew, or name one with --sbom")
                return path
        return None

    def _provenance(self, record: Record) -> Predicate:
        for flag, value in (("--builder", self._args.builder), ("--source", self._args.source)):
            if value and not _URI.fullmatch(value):
                raise UsageError(f"{flag} {value} is no URI", "Write git+https://...")
        return provenance.made(
            record,
            builder=self._args.builder,
            source=self._args.source,
            version=__version__,
            now=self._now,
        )

    def _audit(self) -> Predicate:
        document, digest = loaded(self._args.audit, "crenel.audit/1")
        function = self._record.function.address if self._record is not None else ""
        return _told(
            self._args.audit, lambda: audit.made(document, digest, function, now=self._now)
        )

    def _decision(self) -> Predicate:
        document, digest = loaded(self._args.report, "crenel.report/1")
        return _told(
            self._args.report,
            lambda: decision.made(
                document,
                digest,
                self._artifact,
                fail_on=self._args.fail_on,
                version=__version__,
                now=self._now,
            ),
        )


def existing(path: Path, artifact: Artifact) -> list[Envelope]:
    """The envelopes that are there already. Raises UsageError where they are about another."""
    return about(read_bundles([path]), artifact, str(path)) if path.exists() else []


def loaded(path: Path, schema: str = "") -> tuple[dict[str, Any], str]:
    """A JSON object and the sha256 of its bytes. Raises UsageError."""
    try:
        if path.stat().st_size > MAX_DOCUMENT:
            raise UsageError(f"{path} has more than {MAX_DOCUMENT:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    found = _told(path, lambda: strict(data, "it"))
    if not isinstance(found, dict):
        raise UsageError(f"{path} holds no JSON object")
    if schema and found.get("schema") != schema:
        do = f"Write it with --format json ({schema})"
        raise UsageError(f"{path} is {str(found.get('schema'))[:60]!r}, not {schema}", do)
    return found, hashlib.sha256(data).hexdigest()


def _told(path: Path, make: Callable[[], Made]) -> Made:
    """What is made of a file; what is wrong with it is told with its name. Raises UsageError."""
    try:
        return make()
    except Refused as refused:
        raise UsageError(f"{path}: {refused.reason}") from None
    except (KeyError, TypeError, AttributeError, IndexError):
        raise UsageError(f"{path} is not whole", "Write it anew") from None
