"""A build for people: what was written, how large it is, what was not and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crenel.model.verdict import Severity, Unread
from crenel.report.escape import visible
from crenel.report.frame.cells import wrap
from crenel.report.frame.palette import Palette
from crenel.supplychain.build.build import Built, Result
from crenel.supplychain.build.plan import Answer
from crenel.supplychain.build.record import DIRECT_UPLOAD, UNZIPPED, Record

_UNIT = 1024
_MOST = 5
_FEW = 2
_NEAR = 0.8
"""The share of a limit from which it is pointed out."""


class BuildPage:
    """One page of text."""

    def __init__(
        self,
        results: Sequence[Result],
        output: str,
        unread: Iterable[Unread],
        *,
        palette: Palette,
        width: int,
        everything: bool,
    ) -> None:
        self._results = results
        self._output = output.rstrip("/")
        self._unread = list(unread)
        self._palette = palette
        self._width = max(width, 40)
        self._everything = everything

    def text(self) -> str:
        """The whole page, ending in a line break."""
        lines: list[str] = []
        for one in self._results:
            lines.extend(self._answer(one) if isinstance(one, Answer) else self._built(one))
        lines.extend(
            f"not read: {visible(one.file)}:{one.line}: {visible(one.reason)}"
            for one in self._unread
        )
        return "\n".join([*lines, *self._closing()]) + "\n"

    def _built(self, one: Built) -> Iterator[str]:
        record = one.record
        zip_ = f"{self._output}/{one.folder}/{record.outputs[0].name}"
        yield f"built    {visible(one.name)}: {visible(zip_)}"
        target = f"{record.target.runtime} on {record.target.architecture}"
        libraries = f"{one.libraries} {'library' if one.libraries == 1 else 'libraries'}"
        yield f"         {target}, {libraries}{_lock(record)}"
        yield f"         {_sizes(record)}"
        yield f"         CodeSha256 {record.code_sha256}"
        if not record.reproducible:
            yield "         not reproducible: the installer was free to choose versions or files"
        yield from self._left_out(record)
        for note in record.notes:
            place = f"{note.file}:{note.line}: " if note.file else ""
            yield from self._wrapped(f"note: {place}{note.message}")

    def _left_out(self, record: Record) -> Iterator[str]:
        by_reason: dict[str, list[str]] = {}
        for one in record.left_out:
            by_reason.setdefault(one.reason, []).append(one.path)
        for reason, paths in by_reason.items():
            most = len(paths) if self._everything else _FEW
            names = ", ".join(paths[:most])
            more = f" and {len(paths) - most:,} more" if len(paths) > most else ""
            yield from self._wrapped(f"left out: {names}{more}: {reason}")

    def _answer(self, one: Answer) -> Iterator[str]:
        word = "skipped" if one.skipped else "refused"
        shown = word if one.skipped else self._palette.severity(word, Severity.HIGH)
        refusal = one.refusal
        yield f"{shown}  {visible(one.name)}"
        yield from self._wrapped(refusal.what)
        if refusal.file:
            arrow = self._palette.gutter("-->")
            yield f"         {arrow} {visible(refusal.file)}:{refusal.line}"
        if refusal.do:
            yield from self._wrapped(f"do: {refusal.do}")

    def _wrapped(self, text: str) -> Iterator[str]:
        for line in wrap(visible(text), self._width - 9):
            yield f"         {line}"

    def _closing(self) -> Iterator[str]:
        answers = [one for one in self._results if isinstance(one, Answer)]
        skipped = sum(one.skipped for one in answers)
        refused = len(answers) - skipped
        built = len(self._results) - len(answers)
        if not self._results:
            yield "nothing to build: no function was found"
            return
        parts = [f"{built} built"]
        parts += [f"{refused} refused"] if refused else []
        parts += [f"{skipped} skipped"] if skipped else []
        yield ""
        yield ", ".join(parts)
        if built:
            yield "beside each artifact: its bill of materials, and build.json, which tells all"


def _lock(record: Record) -> str:
    if record.lock is None:
        return ""
    by = "by hash" if record.lock.hashed else "WITHOUT hashes"
    return f" from {visible(record.lock.file)} {by}"


def _sizes(record: Record) -> str:
    size = record.size
    direct = " (goes by way of S3: too large to be uploaded directly)"
    zipped = f"{_bytes(size.zipped)} zipped{direct if size.zipped > DIRECT_UPLOAD else ''}"
    share = f" ({size.unzipped / UNZIPPED:.0%} of the limit)"
    unzipped = f"{_bytes(size.unzipped)} unzipped"
    near = size.unzipped > UNZIPPED * _NEAR
    largest = ", ".join(
        f"{visible(one.purl.removeprefix('pkg:')) or 'own files'} {_bytes(one.bytes)}"
        for one in size.largest[:_MOST]
    )
    return f"{zipped}, {unzipped}{share}" + (f"; the largest: {largest}" if near else "")


def _bytes(number: int) -> str:
    if number >= _UNIT * _UNIT:
        return f"{number / _UNIT / _UNIT:.1f} MB"
    return f"{number / _UNIT:.1f} kB"
