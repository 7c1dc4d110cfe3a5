"""JSON or YAML inside a text (a heredoc, a file's content) -> the values that it spells.

Holes of the text (references, unknowns) stay what they are; each value keeps its place in the
outer source as far as its line is found there again.
"""

from __future__ import annotations

import re
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

_HOLE = re.compile("\ue000(\\d+)\ue001")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$")
_WORDS: dict[str, Scalar] = {"true": True, "false": False}


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


class _Embedded:
    """One text, with its holes numbered."""

    def __init__(self, value: Known | Text) -> None:
        self.value = value
        self.holes: list[Unknown | Ref] = []
        self.text = "".join(self._pieces())
        self.starts = list(self._outer_starts()) if value.span is not None else []

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
        segments = self.value.segments if isinstance(self.value, Text) else (self.value,)
        for segment in segments:
            if isinstance(segment, Known):
                yield segment.text().replace("\ue000", "\ufffd")
            else:
                yield f"\ue000{len(self.holes)}\ue001"
                self.holes.append(segment)

    def _value(self, node: Node) -> Value:
        span = self._span(node)
        if isinstance(node, MapNode):
            content = {
                self._shown(key): self._value(inner) for key, (_, inner) in node.entries.items()
            }
            keys = {
                self._shown(key): self._span(place) or span
                for key, (place, _) in node.entries.items()
            }
            return Map(
                content=content,
                keys={key: one for key, one in keys.items() if one is not None},
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
        if node.plain and node.text in {"null", "~", ""}:
            return Absent(span=span)
        if node.plain and node.text in _WORDS:
            return known(_WORDS[node.text], span, self.value.via)
        if node.plain and len(node.text) < 40 and _NUMBER.match(node.text):  # noqa: PLR2004 - digits
            number = float(node.text)
            whole = number.is_integer() and "." not in node.text
            return known(int(number) if whole else number, span, self.value.via)
        return known(node.text, span, self.value.via)

    def _holed(self, text: str, span: Span | None) -> Value:
        parts = _HOLE.split(text)
        segments: list[Known | Unknown | Ref] = []
        for number, part in enumerate(parts):
            if number % 2:
                segments.append(self.holes[int(part)])
            elif part:
                segments.append(known(part, span, self.value.via))
        if len(segments) == 1:
            return segments[0]
        return Text(segments=tuple(segments), span=span, via=self.value.via)

    def _shown(self, key: str) -> str:
        return _HOLE.sub(lambda found: self.holes[int(found[1])].text(), key)

    # -- places ------------------------------------------------------------------------------

    def _outer_starts(self) -> Iterator[tuple[int, int, int | None]]:
        """Of each line: its offset, how much it is indented, and where its text stands outside."""
        whole = self.value.span
        if whole is None:
            return
        outer, position, offset = whole.source.text, whole.start, 0
        for line in self.text.split("\n"):
            begun = line.split("\ue000")[0].strip()
            at = outer.find(begun, position, whole.end) if begun else -1
            indent = len(line) - len(line.lstrip())
            yield offset, indent, at if at >= 0 else None
            position = at + len(begun) if at >= 0 else position
            offset += len(line) + 1

    def _span(self, node: Node) -> Span | None:
        whole = self.value.span
        if whole is None:
            return None
        start, end = self._outer(node.start), self._outer(node.end)
        if start is None or end is None or end <= start:
            return whole if start is None else Span(whole.source, start, start + 1).first_line()
        return Span(whole.source, start, min(end, whole.end))

    def _outer(self, offset: int) -> int | None:
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle][0] <= offset else (low, middle)
        begins, indent, outside = self.starts[low]
        return None if outside is None else outside + max(offset - begins - indent, 0)
