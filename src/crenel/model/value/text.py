"""Text with holes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crenel.model.truth import Truth, truth, unknown
from crenel.model.value.leaves import Known, Ref, Unknown
from crenel.model.value.root import Scalar, Value, normal


class Text(Value, frozen=True, eq=False):
    """Text made of segments: known stretches, unknowns and references."""

    segments: tuple[Known | Unknown | Ref, ...]

    def equals(self, *wanted: Scalar) -> Truth:
        if not any(self._may_be(normal(one)) for one in wanted):
            return truth(False, self)
        return unknown(self)

    def contains(self, part: str) -> Truth:
        if any(part in stretch for stretch in self._stretches()):
            return truth(True, self)
        return unknown(self)

    def startswith(self, *prefixes: str) -> Truth:
        head = self.segments[0]
        return _edge(self, head, lambda text: _prefix(text, prefixes))

    def endswith(self, *suffixes: str) -> Truth:
        tail = self.segments[-1]
        backwards = tuple(suffix[::-1] for suffix in suffixes)
        return _edge(self, tail, lambda text: _prefix(text[::-1], backwards))

    def text(self) -> str:
        return "".join(segment.text() for segment in self.segments)

    def refs(self) -> Iterator[Ref]:
        return (segment for segment in self.segments if isinstance(segment, Ref))

    def unknowns(self) -> Iterator[Unknown]:
        return (segment for segment in self.segments if isinstance(segment, Unknown))

    def _stretches(self) -> list[str]:
        return [segment.text() for segment in self.segments if isinstance(segment, Known)]

    def _may_be(self, literal: str) -> bool:
        """Could the holes be filled so that the text is ``literal``? Linear in its length."""
        position = 0
        last = len(self.segments) - 1
        for index, segment in enumerate(self.segments):
            if not isinstance(segment, Known):
                continue
            stretch = segment.text()
            if index == last and not literal[position:].endswith(stretch):
                return False
            found = literal.find(stretch, position)
            if found < 0 or (index == 0 and found > 0):
                return False
            position = found + len(stretch)
        return isinstance(self.segments[-1], Known) or position <= len(literal)


def _prefix(text: str, prefixes: tuple[str, ...]) -> bool | None:
    """True, False, or None where the text is too short to tell."""
    if text.startswith(prefixes):
        return True
    return None if any(prefix.startswith(text) for prefix in prefixes) else False


def _edge(whole: Text, edge: Value, ask: Callable[[str], bool | None]) -> Truth:
    answer = ask(edge.text()) if isinstance(edge, Known) else None
    return unknown(whole) if answer is None else truth(answer, whole)
