"""Texts that hold JSON or YAML (policies, definitions) -> structured values at their places.

``document(value)`` takes the text of a heredoc, of ``file()`` or of ``templatefile()``; what is a
structure already (``jsonencode``) comes back as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Choice,
    Known,
    List,
    Map,
    Ref,
    Text,
    Unknown,
    Value,
    known,
)
from crenel.readers.terraform.evaluation.choices import chosen
from crenel.readers.terraform.evaluation.texts import text_of
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the number of a hole, while the text is parsed; no document holds them."""
_FIRST_DIGIT = 0xE010
_NULL = frozenset({"null", "~", ""})
_WORDS = {"true": True, "false": False}


def document(value: Value) -> Value | None:
    """The structure that a text holds; None where it holds none."""
    if isinstance(value, List | Map):
        return value
    if isinstance(value, Choice):
        found = [(guard, document(leaf) or leaf) for guard, leaf in value.cases()]
        return chosen(found, value.span)
    if not isinstance(value, Known | Text):
        return None
    segments = value.segments if isinstance(value, Text) else (value,)
    return _Document(value, segments).value()


class _Document:
    """One text while it is parsed."""

    def __init__(self, whole: Known | Text, segments: tuple[Known | Unknown | Ref, ...]) -> None:
        self._whole = whole
        self._segments = segments
        self._starts: list[int] = []
        self.text = "".join(self._pieces())

    def value(self) -> Value | None:
        if self._whole.text().lstrip()[:1] not in ("{", "[") and ":" not in self.text:
            return None
        try:
            documents = parse(self.text)
        except ReadProblem:
            return None
        root = documents[0].root if documents else None
        return self._value(root) if isinstance(root, MapNode | ListNode) else None

    def _pieces(self) -> Iterator[str]:
        position = 0
        for index, segment in enumerate(self._segments):
            self._starts.append(position)
            piece = segment.text() if isinstance(segment, Known) else _hole(index)
            position += len(piece)
            yield piece

    def _value(self, node: Node) -> Value:
        """Not deeper than the parser lets through."""
        span = self._span(node)
        if isinstance(node, MapNode):
            content = {key: self._value(one) for key, (_, one) in node.entries.items()}
            keys = {key: self._span(one) for key, (one, _) in node.entries.items()}
            places = {key: one for key, one in keys.items() if one is not None}
            readable = {self._readable(key): one for key, one in content.items()}
            return Map(content=readable, keys=places, span=span, via=self._whole.via)
        if isinstance(node, ListNode):
            elements = tuple(self._value(one) for one in node.items)
            return List(elements=elements, span=span, via=self._whole.via)
        assert isinstance(node, ScalarNode)  # noqa: S101 - there are three kinds of node
        return self._scalar(node, span)

    def _scalar(self, node: ScalarNode, span: Span | None) -> Value:
        if _OPEN in node.text:
            parts = list(self._filled(node.text, span))
            return parts[0] if len(parts) == 1 else text_of(parts, span)
        if node.plain and node.text in _NULL:
            return Absent(span=span)
        value = _WORDS.get(node.text, node.text) if node.plain else node.text
        return Known(value=value, span=span, via=self._whole.via)

    def _filled(self, text: str, span: Span | None) -> Iterator[Value]:
        """A text with its holes back in place."""
        rest = text
        while _OPEN in rest:
            before, _, rest = rest.partition(_OPEN)
            number, _, rest = rest.partition(_CLOSE)
            if before:
                yield known(before, span)
            yield self._segments[_number(number)]
        if rest:
            yield known(rest, span)

    def _readable(self, key: str) -> str:
        return "".join(one.text() for one in self._filled(key, None)) if _OPEN in key else key

    def _span(self, node: Node) -> Span | None:
        start, end = self._place(node.start), self._place(max(node.end - 1, node.start))
        if start is None or end is None or start.source is not end.source:
            return self._whole.span
        return Span(start.source, start.start, max(end.end, start.end))

    def _place(self, offset: int) -> Span | None:
        """The character at an offset, where its segment stands as it is written."""
        index = bisect_right(self._starts, offset) - 1
        segment = self._segments[index]
        span = segment.span
        if span is None:
            return None
        if not isinstance(segment, Known):
            return span
        inside = offset - self._starts[index]
        at = _written(segment, span, inside)
        return None if at is None else Span(span.source, at, at + 1)


def _written(segment: Known, span: Span, inside: int) -> int | None:
    """Where a character of a stretch stands: verbatim, in quotes, or line by line (``<<-``)."""
    text, source = segment.text(), span.source.text
    for shift in (0, 1):
        if source.startswith(text, span.start + shift):
            return span.start + shift + inside
    line = text.count("\n", 0, inside)
    begin = text.rfind("\n", 0, inside) + 1
    end = text.find("\n", begin)
    content = text[begin : len(text) if end < 0 else end]
    at = span.start
    for _ in range(line):
        at = source.find("\n", at, span.end) + 1
        if not at:
            return None
    stop = source.find("\n", at, span.end)
    found = source.find(content, at, span.end if stop < 0 else stop)
    return None if found < 0 else found + inside - begin


def _hole(index: int) -> str:
    digits = "".join(chr(_FIRST_DIGIT + int(digit)) for digit in str(index))
    return f"{_OPEN}{digits}{_CLOSE}"


def _number(digits: str) -> int:
    return int("".join(str(ord(digit) - _FIRST_DIGIT) for digit in digits))
