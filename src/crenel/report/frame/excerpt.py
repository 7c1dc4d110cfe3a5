"""The lines of one file that a verdict rests on, in line order, with what each one says."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from crenel.model.source import Span
from crenel.model.verdict import Severity
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, Stretch, cut, width, wrap
from crenel.report.frame.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Iterator

NARROWEST = 24


class Label(msgspec.Struct, frozen=True):
    """A place in the file and what to say about it; the primary one has the carets."""

    span: Span
    note: str
    primary: bool = False
    masked: bool = False
    """What stands there is secret: stars are shown in its place."""


class Paper(msgspec.Struct, frozen=True):
    """What an excerpt is drawn on."""

    palette: Palette
    severity: Severity
    gutter: int
    """Columns of the line numbers."""
    width: int

    @property
    def room(self) -> int:
        """Columns beside the gutter."""
        return max(NARROWEST, self.width - self.gutter - 3) if self.width else UNLIMITED

    def numbered(self, number: str, text: str = "") -> str:
        """One line beside the gutter."""
        return f"{self.palette.gutter(f'{number:>{self.gutter}} |')} {text}".rstrip()


def excerpt(labels: list[Label], paper: Paper) -> Iterator[str]:
    """The source lines with their labels; gaps are elided."""
    ordered = sorted(labels, key=lambda label: (label.span.line, not label.primary))
    before = None
    for number, group in groupby(ordered, key=lambda label: label.span.line):
        if before is not None:
            masked = ordered[0].masked
            yield from _between(before, number, ordered[0].span, paper, masked=masked)
        yield from _line(number, list(group), paper)
        before = number


def _between(before: int, after: int, span: Span, paper: Paper, *, masked: bool) -> Iterator[str]:
    """Nothing, the one line that stands between, or an ellipsis."""
    if after == before + 2 and not masked:
        skipped = cut(span.source.line(before + 1), (), paper.room)
        yield paper.numbered(str(before + 1), skipped.text)
    elif after >= before + 2:
        yield paper.palette.gutter("...")


def _line(number: int, labels: list[Label], paper: Paper) -> Iterator[str]:
    marks = [_mark(label.span) for label in labels]
    shown = cut(_line_text(number, labels), marks, paper.room)
    yield paper.numbered(str(number), shown.text)
    rows = sorted(zip(shown.marks, labels, strict=True), key=lambda row: row[0].start)
    for mark, label in rows:
        yield from _underline(mark, label, paper)


def _line_text(number: int, labels: list[Label]) -> str:
    text = labels[0].span.source.line(number)
    for label in labels:
        first = label.span.first_line()
        if label.masked and not first.text.startswith("!"):
            start = label.span.column - 1
            length = first.end - first.start
            text = text[:start] + "*" * length + text[start + length :]
    return text


def _mark(span: Span) -> Stretch:
    first = span.first_line()
    return Stretch(span.column - 1, max(1, first.end - first.start))


def _underline(mark: Stretch, label: Label, paper: Paper) -> Iterator[str]:
    """Carets and the note: beside them where it fits, otherwise on lines of its own."""
    beside = paper.room - mark.end - 1
    fits = width(visible(label.note)) <= beside
    yield _marked(mark, label, visible(label.note) if fits else "", paper)
    if not fits:
        indent = min(mark.start, max(0, paper.room - 2 * NARROWEST))
        for line in wrap(label.note, paper.room - indent):
            yield paper.numbered("", " " * indent + _painted(line, label, paper))


def _marked(mark: Stretch, label: Label, note: str, paper: Paper) -> str:
    drawn = ("^" if label.primary else "-") * mark.length
    text = _painted(f"{drawn} {note}".rstrip(), label, paper)
    return paper.numbered("", " " * mark.start + text)


def _painted(text: str, label: Label, paper: Paper) -> str:
    if label.primary:
        return paper.palette.severity(text, paper.severity)
    return paper.palette.gutter(text)
