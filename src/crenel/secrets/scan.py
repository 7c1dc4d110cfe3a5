"""One run over some sources: what leaked, and what was and was not looked through."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from crenel.model.source import Source, Span
from crenel.secrets.catalogue import detector
from crenel.secrets.decode import Unfolded, unfolded
from crenel.secrets.engine.scanner import Hit, Scanner
from crenel.secrets.engine.sieve import has_hyperscan
from crenel.secrets.finding import Finding, identity, masked
from crenel.secrets.sources.piece import BUDGET, Binary, Skipped, packed, texts
from crenel.secrets.sources.tree import File, Tree, opened
from crenel.secrets.text import Text

if TYPE_CHECKING:
    from crenel.secrets.sources.history import History
    from crenel.secrets.sources.resolved import Resolved
    from crenel.secrets.verification.verifier import Verifier

Place = tuple[int, int, int, int]
"""Line and column, and those just past the end."""
LEAST = 0.5
_MUCH = 16 * 1024 * 1024
"""Bytes from which building the faster engine pays."""
_LARGE, _MOST_JOBS = 48 * 1024 * 1024, 4
"""Bytes from which starting processes pays, and how many at most."""
_FOLDED = "more is encoded in it than is unfolded"
_HEAD = 512
_COMMENT = b"crenel:"
_HARMLESS = ("binary", "a link", "a folder of tools", "it is a link", "no regular file")


class Coverage(msgspec.Struct, kw_only=True):
    """What was looked through, and what was not."""

    files: int = 0
    bytes: int = 0
    skipped: list[Skipped] = msgspec.field(default_factory=list)

    @property
    def incomplete(self) -> list[Skipped]:
        """What should have been looked through: neither binary, nor a link, nor a tool's folder."""
        return [one for one in self.skipped if not one.reason.startswith(_HARMLESS)]


class Scan:
    """Collects findings; the same credential twice in a file's history is told once."""

    def __init__(
        self, *, least: float = LEAST, fast: bool = False, verifier: Verifier | None = None
    ) -> None:
        self.coverage = Coverage()
        self.findings: list[Finding] = []
        self.commented: list[Source] = []
        """Texts with comments to crenel; what leaked in them is struck out."""
        self._scanner = _scanner(fast=fast and has_hyperscan())
        self.least = least
        self._verifier = verifier
        self._counted: Counter[str] = Counter()

    def look(self, text: Text, commit: str = "") -> None:
        """Looks through a text and whatever stands encoded in it."""
        self.coverage.bytes += text.stop
        sifted = self._scanner.sifted(text.data)
        hits = self._scanner.hits(text, self.least, sifted)
        for inner in unfolded(text, sifted.encodings, cut=lambda: self.skip(text.path, _FOLDED)):
            if inner.start < text.stop:
                hits.extend(self._encoded(inner, hits))
        for hit in sorted(hits, key=lambda one: (one.start, one.detector, one.value)):
            self._tell(hit, text, commit, hits)
        if hits and not commit and _COMMENT in text.data:
            self.commented.append(text.without([(hit.start, hit.end) for hit in hits]))

    def _encoded(self, inner: Unfolded, outer: list[Hit]) -> list[Hit]:
        """What an encoded text holds, placed where it stands; told already: none."""
        if any(one.start < inner.end and inner.start < one.end for one in outer):
            return []
        how = f"inside {' in '.join(reversed(inner.how))}"
        return [
            msgspec.structs.replace(hit, start=inner.start, end=inner.end, why=(*hit.why, how))
            for hit in self._scanner.hits(inner.text, self.least)
        ]

    def _tell(self, hit: Hit, text: Text, commit: str, among: list[Hit]) -> None:
        place = (*text.place(hit.start), *text.place(hit.end))
        self._told(hit, text.path, place, among, commit)

    def _told(self, hit: Hit, path: str, place: Place, among: list[Hit], commit: str = "") -> None:
        first = identity(path, hit)
        nth = self._counted[first]
        if commit and nth:
            return
        self._counted[first] += 1
        line, column, end_line, end_column = place
        self.findings.append(
            Finding(
                file=path,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
                detector=hit.detector,
                title=detector(hit.detector).title,
                confidence=hit.confidence,
                masked=masked(hit.value),
                why=hit.why,
                identity=identity(path, hit, nth) if nth else first,
                repeats=first if nth else "",
                commit=commit,
                answer=self._verifier.answer(hit, among) if self._verifier else None,
            )
        )

    def file(self, file: File) -> None:
        """A file of a tree; an archive is looked through, member by member."""
        try:
            with opened(file) as stream:
                if packed(stream.peek(_HEAD)[:_HEAD]) is not None:
                    self.archive(file.path, stream)
                else:
                    self.stream(file.path, stream)
        except OSError as error:
            self.skip(file.path, f"it cannot be read: {error.strerror}")

    def stream(self, path: str, stream: IO[bytes]) -> None:
        """A text of whatever size, in chunks."""
        before = self.coverage.bytes
        try:
            for text in texts(path, stream, BUDGET.file):
                self.look(text)
            if self.coverage.bytes - before >= BUDGET.file and stream.read(1):
                self.skip(path, f"what lies beyond {BUDGET.file:,} bytes")
        except Binary:
            self.skip(path, "binary")
            return
        self.coverage.files += 1

    def archive(self, path: str, stream: IO[bytes]) -> None:
        """The members of an archive."""
        from crenel.secrets.sources.archive import Archive  # noqa: PLC0415 - few are any

        archive = Archive(path)
        for text in archive.texts(stream):
            self.look(text)
        self.coverage.files += archive.files
        self.coverage.skipped.extend(archive.skipped)

    def versions(self, history: History, found: Iterable[tuple[Text, str]]) -> None:
        """What git holds."""
        for text, commit in found:
            self.look(text, commit)
        self.coverage.files += history.files
        self.coverage.skipped.extend(history.skipped)

    def values(self, resolved: Resolved) -> None:
        """What templates put together, where no file holds it as it is."""
        found = {(one.file, one.line) for one in self.findings}
        for text, span in resolved.texts():
            hits = self._scanner.hits(text, self.least)
            for hit in hits:
                if (text.path, span.line) not in found:
                    why = (*hit.why, "put together by the template")
                    made = msgspec.structs.replace(hit, why=why)
                    self._told(made, text.path, _place(span), hits)
        self.coverage.skipped.extend(resolved.skipped)

    def skip(self, path: str, why: str) -> None:
        """Something was not looked through."""
        self.coverage.skipped.append(Skipped(file=path, reason=why))

    def done(self) -> None:
        """Puts everything into its order."""
        self.findings.sort(key=lambda one: (one.file, one.line, one.column, one.detector))
        self.coverage.skipped.sort(key=lambda one: (one.file, one.reason))


def _place(span: Span) -> Place:
    return span.line, span.column, span.end_line, span.end_column


@cache
def _scanner(*, fast: bool) -> Scanner:
    """Built once in a process."""
    return Scanner(fast=fast)


def jobs(wanted: int, size: int) -> int:
    """How many processes: as many as asked for, else as there are cores, where it pays."""
    if wanted:
        return wanted
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST_JOBS) if size > _LARGE else 1


def scan_tree(
    paths: list[Path],
    folder: Path,
    *,
    least: float = LEAST,
    wanted: int = 1,
    verifier: Verifier | None = None,
) -> Scan:
    """Everything below the paths, in ``wanted`` processes (0: as it pays, 1 where it verifies).

    Raises UsageError where a path does not exist.
    """
    tree = Tree(paths, folder)
    files = list(tree.files())
    size = sum(file.size for file in files)
    scan = Scan(least=least, fast=size > _MUCH, verifier=verifier)
    processes = 1 if verifier else jobs(wanted, size)
    if processes > 1:
        from crenel.secrets import parallel  # noqa: PLC0415 - it takes a while to load

        parallel.looked_through(files, scan, processes)
    else:
        for file in files:
            scan.file(file)
    scan.coverage.skipped.extend(tree.skipped)
    return scan


def scan_stream(
    name: str, stream: IO[bytes], *, least: float = LEAST, verifier: Verifier | None = None
) -> Scan:
    """Standard input, under the name that it is to have."""
    scan = Scan(least=least, verifier=verifier)
    data = stream.read(BUDGET.member + 1)
    if len(data) > BUDGET.member:
        scan.skip(name, f"more than {BUDGET.member:,} bytes")
        data = data[: BUDGET.member]
    if packed(data[:_HEAD]) is not None:
        scan.archive(name, io.BytesIO(data))
    else:
        scan.stream(name, io.BytesIO(data))
    return scan
