"""JSON or YAML inside a text (a heredoc, a file's content) -> the values that it spells.

Holes of the text (references, unknowns) stay what they are; each value keeps its place in the
outer source as far as it is found there again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from crenel.errors import ReadProblem
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Choice,
    Known,
    List,
    Map,
    Ref,
    Scalar,
    Text,
    Unknown,
    UnknownKind,
    Value,
    known,
)
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

MAX_EMBEDDED = 1_048_576
"""Characters of one document; the largest that AWS takes (a state machine's) has a megabyte."""

_OPEN, _CLOSE, _FIRST_DIGIT = "\ue000", "\ue001", 0xE010
"""Around the number of a hole, while the text is parsed, and its digits: no document holds them."""
_HOLE = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$")
_MOST_DIGITS = 40
_WORDS: dict[str, Scalar] = {"true": True, "false": False}
_NULL = frozenset({"null", "~", ""})


def embedded(value: Value) -> Value:
    """The structure that a text spells, in each branch of a choice; others as they are.

    A text that spells none is unknown (malformed): what it says is not taken for nothing.
    """
    if isinstance(value, Choice):
        branches = tuple((guard, embedded(one)) for guard, one in value.branches)
        return Choice(branches=branches, span=value.span, via=value.via)
    if not isinstance(value, Known | Text):
        return value
    return _Embedded(value).read()


def structure(value: Value) -> Value | None:
    """The structure that a text spells; None where it is no text, or spells none."""
    if not isinstance(value, Known | Text):
        return None
    found = embedded(value)
    return found if isinstance(found, List | Map) else None


class _Embedded:
    """One text, with its holes numbered."""

    def __init__(self, value: Known | Text) -> None:
        self.value = value
        self.segments = value.segments if isinstance(value, Text) else (value,)
        self.starts: list[int] = []
        self.text = "".join(self._pieces())

    def read(self) -> Value:
        """The structure, or what is wrong."""
        if len(self.text) > MAX_EMBEDDED:
            return self._unknown(UnknownKind.OVER_BUDGET, "a long document in a text")
        try:
            documents = parse(self.text)
        except ReadProblem:
            return self._unknown(UnknownKind.MALFORMED, "the document in a text")
        if not documents or isinstance(documents[0].root, ScalarNode):
            return self._unknown(UnknownKind.MALFORMED, "the document in a text")
        return self._value(documents[0].root)

    def _unknown(self, kind: UnknownKind, name: str) -> Unknown:
        return Unknown(kind=kind, name=name, span=self.value.span, via=self.value.via)

    def _pieces(self) -> Iterator[str]:
        position = 0
        for index, segment in enumerate(self.segments):
            self.starts.append(position)
            if isinstance(segment, Known):
                piece = segment.text().replace(_OPEN, "\ufffd")
            else:
                digits = "".join(chr(_FIRST_DIGIT + int(digit)) for digit in str(index))
                piece = f"{_OPEN}{digits}{_CLOSE}"
            position += len(piece)
            yield piece

    def _value(self, node: Node) -> Value:
        """Not deeper than the parser lets through."""
        span = self._span(node)
        if isinstance(node, MapNode):
            entries = [(self._shown(key), *entry) for key, entry in node.entries.items()]
            places = {key: self._span(one) or span for key, one, _ in entries}
            return Map(
                content={key: self._value(inner) for key, _, inner in entries},
                keys={key: one for key, one in places.items() if one is not None},
                span=span,
                via=self.value.via,
            )
        if isinstance(node, ListNode):
            elements = tuple(self._value(item) for item in node.items)
            return List(elements=elements, span=span, via=self.value.via)
        return self._scalar(node, span) if isinstance(node, ScalarNode) else Absent(span=span)

    def _scalar(self, node: ScalarNode, span: Span | None) -> Value:
        if _HOLE.search(node.text):
            return self._holed(node.text, span)
        if node.plain and node.text in _NULL:
            return Absent(span=span)
        if node.plain and node.text in _WORDS:
            return known(_WORDS[node.text], span, self.value.via)
        if node.plain and len(node.text) < _MOST_DIGITS and _NUMBER.match(node.text):
            number = float(node.text)
            whole = number.is_integer() and "." not in node.text
            return known(int(number) if whole else number, span, self.value.via)
        return known(node.text, span, self.value.via)

    def _holed(self, text: str, span: Span | None) -> Value:
        """A text with its holes back in place."""
        segments: list[Known | Unknown | Ref] = []
        for number, part in enumerate(_HOLE.split(text)):
            if number % 2:
                segments.append(self._hole(part))
            elif part:
                segments.append(known(part, span, self.value.via))
        if len(segments) == 1:
            return segments[0]
        return Text(segments=tuple(segments), span=span, via=self.value.via)

    def _shown(self, key: str) -> str:
        return _HOLE.sub(lambda found: self._hole(found[1]).text(), key)

    def _hole(self, digits: str) -> Known | Unknown | Ref:
        return self.segments[int("".join(str(ord(digit) - _FIRST_DIGIT) for digit in digits))]

    # -- places ------------------------------------------------------------------------------

    def _span(self, node: Node) -> Span | None:
        start, end = self._place(node.start), self._place(max(node.end - 1, node.start))
        if start is None:
            return self.value.span
        if end is None or end.source is not start.source or end.end <= start.start:
            return Span(start.source, start.start, start.start + 1).first_line()
        return Span(start.source, start.start, end.end)

    def _place(self, offset: int) -> Span | None:
        """The character at an offset, where its stretch of the text stands as it is written."""
        index = bisect_right(self.starts, offset) - 1
        segment, whole = self.segments[index], self.value.span
        if not isinstance(segment, Known):
            return segment.span or whole
        span, inside = segment.span or whole, offset - self.starts[index]
        at = None if span is None else _written(segment.text(), span, inside)
        if span is None or at is None:
            return self._by_line(offset)
        return Span(span.source, at, at + 1)

    def _by_line(self, offset: int) -> Span | None:
        """The same by the line alone, where a stretch is not written in one piece."""
        whole = self.value.span
        index = bisect_right(self._lines, offset, key=lambda line: line[0]) - 1
        begins, at = self._lines[index]
        if whole is None or at is None:
            return None
        return Span(whole.source, at + offset - begins, at + offset - begins + 1)

    @cached_property
    def _lines(self) -> list[tuple[int, int | None]]:
        """Of each line: the offset of its first character, and where its text stands outside."""
        whole, found = self.value.span, []
        position, offset = whole.start if whole else 0, 0
        for line in self.text.split("\n"):
            begun = line.split(_OPEN)[0].strip()
            at = whole.source.text.find(begun, position, whole.end) if whole and begun else -1
            indent = len(line) - len(line.lstrip())
            found.append((offset + indent, at if at >= 0 else None))
            position = at + len(begun) if at >= 0 else position
            offset += len(line) + 1
        return found


def _written(text: str, span: Span, inside: int) -> int | None:
    """Where a character of a stretch stands: verbatim, in quotes, or line by line (``<<-``)."""
    source = span.source.text
    for shift in (0, 1):
        if source.startswith(text, span.start + shift):
            return span.start + shift + inside
    at = span.start
    if source.startswith("<<", at):  # the heredoc's mark has a line of its own
        at = source.find("\n", at, span.end) + 1
    begin = text.rfind("\n", 0, inside) + 1
    end = text.find("\n", begin)
    content = text[begin : len(text) if end < 0 else end]
    for _ in range(text.count("\n", 0, inside)):
        at = source.find("\n", at, span.end) + 1
        if not at:
            return None
    stop = source.find("\n", at, span.end)
    found = source.find(content, at, span.end if stop < 0 else stop)
    return None if found < 0 else found + inside - begin
