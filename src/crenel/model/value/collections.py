"""Lists and maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from crenel.model.guard import Guard
from crenel.model.source import Span
from crenel.model.truth import Truth, truth
from crenel.model.value.leaves import Absent, Ref, Unknown
from crenel.model.value.root import Scalar, Value


class List(Value, frozen=True, eq=False):
    """Elements in order; one that is a choice with an absent branch may not be there."""

    elements: tuple[Value, ...] = ()

    def items(self) -> Iterator[tuple[Guard, Value]]:
        for element in self.elements:
            for guard, leaf in element.cases():
                if not isinstance(leaf, Absent):
                    yield guard, leaf

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(False, self)

    def text(self) -> str:
        return "[" + ", ".join(element.text() for element in self.elements) + "]"

    def refs(self) -> Iterator[Ref]:
        return (ref for element in self.elements for ref in element.refs())

    def unknowns(self) -> Iterator[Unknown]:
        return (one for element in self.elements for one in element.unknowns())


class Map(Value, frozen=True, eq=False):
    """Entries by key, in order; ``content`` may compute its values when they are asked for."""

    content: Mapping[str, Value] = {}
    keys: Mapping[str, Span] = {}
    """Where each key stands."""

    def get(self, key: str) -> Value:
        found = self.content.get(key)
        return Absent() if found is None else found

    def entries(self) -> Iterator[tuple[Guard, str, Value]]:
        for key, value in self.content.items():
            for guard, leaf in value.cases():
                if not isinstance(leaf, Absent):
                    yield guard, key, leaf

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(False, self)

    def text(self) -> str:
        inside = ", ".join(f"{key}: {value.text()}" for key, value in self.content.items())
        return "{" + inside + "}"

    def refs(self) -> Iterator[Ref]:
        return (ref for value in self.content.values() for ref in value.refs())

    def unknowns(self) -> Iterator[Unknown]:
        return (one for value in self.content.values() for one in value.unknowns())

    def merged(self, changes: Mapping[str, Value]) -> Map:
        """A copy with some entries replaced or added."""
        return Map(
            content={**self.content, **changes}, keys=self.keys, span=self.span, via=self.via
        )
