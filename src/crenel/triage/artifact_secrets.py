"""The final bytes of an artifact, looked through for credentials that nobody accepted.

What is packed is read back from the zip: not what was meant to be in it. A file of a library that
several functions have is looked through once.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

from crenel.model.verdict import Outcome
from crenel.secrets.catalogue import detector
from crenel.secrets.finding import Finding
from crenel.secrets.scan import Scan
from crenel.secrets.sources.piece import BUDGET, Skipped, packed
from crenel.secrets.sources.tar import BLOCK
from crenel.supplychain.build.record import Accepted, NotScanned, Searched
from crenel.supplychain.build.refusal import Kind, Refused
from crenel.supplychain.build.stage import Stage
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.popularity.alike import known
from crenel.supplychain.purl import read_purl
from crenel.triage.acceptance import apply
from crenel.triage.config import Config
from crenel.triage.leaks import Judged, judged
from crenel.triage.names import Names

_FAST = 8 * 1024 * 1024
_BINARY = "binary"
_CERTAIN = 0.9
Looked = tuple[list[Finding], list[Skipped], int]


class ArtifactSearch:
    """Looks through the artifacts of one run; what the configuration accepts is accepted."""

    def __init__(self, config: Config, known: Names, today: date) -> None:
        self._config = config
        self._known = known
        self._today = today
        self._seen: dict[tuple[str, str], Looked] = {}

    def __call__(self, packed: Path, stage: Stage) -> Searched:
        """What was found and accepted. Raises Refused for the first that nobody accepted."""
        origins = {one.name: one.origin or one.name for one in stage}
        owners = {one.name: one.owner for one in stage}
        ours = {one.name for one in stage if not one.owner or one.origin}
        findings: list[Finding] = []
        skipped: list[Skipped] = []
        files = published = 0
        fast = stage.size > _FAST
        with zipfile.ZipFile(packed) as archive:
            for member in archive.infolist():
                name = origins[member.filename]
                if member.file_size > BUDGET.member:
                    reason = f"more than {BUDGET.member:,} bytes"
                    skipped.append(Skipped(file=name, reason=reason))
                    continue
                owner = owners[member.filename]
                own = member.filename in ours
                found, left, count = self._looked(name, archive.read(member), own=own, fast=fast)
                if not own and _is_published(owner):
                    published += len(found)
                else:
                    findings.extend(found)
                skipped.extend(left)
                files += count
        return Searched(
            files=files,
            published=published,
            accepted=self._accepted(findings),
            not_scanned=tuple(
                NotScanned(file=one.file, reason=one.reason)
                for one in skipped
                if one.reason != _BINARY
            ),
        )

    def _looked(self, name: str, data: bytes, *, own: bool, fast: bool) -> Looked:
        key = (name, sha256(data).hexdigest())
        if key not in self._seen:
            scan = Scan(fast=fast)
            look = scan.archive if packed(data[:BLOCK]) else scan.stream
            look(name, io.BytesIO(data))
            found = scan.findings if own else list(filter(_is_of_a_provider, scan.findings))
            self._seen[key] = (found, scan.coverage.skipped, scan.coverage.files)
        return self._seen[key]

    def _accepted(self, findings: list[Finding]) -> tuple[Accepted, ...]:
        rows = judged(sorted(findings, key=lambda one: (one.file, one.line, one.column)))
        verdicts, _ = apply(
            [one.verdict for one in rows], self._config.accept, self._today, self._known
        )
        settled = [Judged(row.finding, one) for row, one in zip(rows, verdicts, strict=True)]
        open_ = [one for one in settled if one.verdict.outcome is not Outcome.ACCEPTED]
        if open_:
            raise _refusal(open_)
        return tuple(map(_told, settled))


def _is_published(owner: str) -> bool:
    """Is it a library that everybody may download, and many do?

    Whatever is in its files is public already, and is nobody's who builds with it: examples in
    documentation, keys that tests are run with.
    """
    read = read_purl(owner)
    list_ = known(Ecosystem(read[0])) if read is not None else None
    return read is not None and list_ is not None and read[1] in list_.ranks


def _is_of_a_provider(one: Finding) -> bool:
    """Is it surely a token of some provider?

    In a library nothing else is a secret of the person who builds: its documentation is full of
    logins and keys that are none. One that is well known may hold even those.
    """
    return one.confidence >= _CERTAIN and detector(one.detector).strong


def _refusal(open_: list[Judged]) -> Refused:
    one = open_[0].finding
    others = f", and {len(open_) - 1} more" if len(open_) > 1 else ""
    what = f"a credential would be delivered: {one.title} {one.masked}{others}"
    do = (
        "Take it out and revoke it; if it is none, [[accept]] it in crenel.toml: "
        f'control = "{one.detector}", identity = "{one.identity}"'
    )
    return Refused(what, do, file=one.file, line=one.line, kind=Kind.CREDENTIAL)


def _told(one: Judged) -> Accepted:
    accepted = one.verdict.accepted
    return Accepted(
        file=one.finding.file,
        line=one.finding.line,
        detector=one.finding.detector,
        masked=one.finding.masked,
        identity=one.finding.identity,
        reason=accepted.reason if accepted is not None else "",
    )
