"""Where things stand: a source's text, and spans into it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, count
from operator import add

import msgspec

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Source:
    """One text that was read: ``path`` is relative to the analysed root, with ``/``."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets (characters) at which each line begins."""
        if "\r" in self.text:
            return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]
        lengths = accumulate(map(len, self.text.split("\n")[:-1]))
        return [0, *map(add, lengths, count(1))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1) without its break; empty past the end."""
        starts = self.line_starts
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def __repr__(self) -> str:
        return f"Source({self.path!r})"


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a source: offsets in characters, ``end`` exclusive."""

    source: Source
    start: int
    end: int

    @property
    def file(self) -> str:
        """The path of the source."""
        return self.source.path

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """The column it begins at, from 1."""
        return self.source.place(self.start)[1]

    @property
    def end_line(self) -> int:
        """The line it ends on, from 1."""
        return self.source.place(self.end)[0]

    @property
    def end_column(self) -> int:
        """The column just past its last character, from 1."""
        return self.source.place(self.end)[1]

    def first_line(self) -> Span:
        """The part of it that stands on its first line: what a caret can underline."""
        stop = self.source.line_starts
        line = self.line
        limit = stop[line] if line < len(stop) else len(self.source.text)
        kept = self.source.text[self.start : min(self.end, limit)].rstrip()
        return Span(self.source, self.start, self.start + max(len(kept), 1))


class Excerpt(Source):
    """A text inside another one (code in a template); its lines are found there again."""

    def __init__(self, whole: Span, text: str) -> None:
        super().__init__(whole.file, text)
        self.whole = whole

    @cached_property
    def _outer_starts(self) -> list[int | None]:
        """For each of its lines, where that line's text begins in the outer source."""
        outer, position = self.whole.source.text, self.whole.start
        found: list[int | None] = []
        for number in range(1, len(self.line_starts) + 1):
            line = self.line(number)
            at = outer.find(line, position, self.whole.end) if line.strip() else -1
            found.append(at if at >= 0 else None)
            position = at + len(line) if at >= 0 else position
        return found

    def outward(self, span: Span) -> Span:
        """The same stretch in the outer source; the whole excerpt where it is not found again."""
        start, end = self._outer(span.start), self._outer(span.end)
        if start is None or end is None or end < start:
            return self.whole
        return Span(self.whole.source, start, end)

    def _outer(self, offset: int) -> int | None:
        line, column = self.place(offset)
        start = self._outer_starts[line - 1]
        return None if start is None else start + column - 1


def outward(span: Span) -> Span:
    """Where a person finds a span: in the file itself, also for code inside a template."""
    return span.source.outward(span) if isinstance(span.source, Excerpt) else span
