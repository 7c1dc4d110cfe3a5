"""Nodes -> values: scalars, lists, maps that resolve when asked, and intrinsic functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from crenel.model.provenance import Step
from crenel.model.source import Source, Span
from crenel.model.value import Known, List, Map, Text, Unknown, UnknownKind, Value, known
from crenel.readers.cloudformation.allowance import MAX_DEPTH, MAX_ITEMS
from crenel.readers.cloudformation.dynamic import has_dynamic, with_dynamic
from crenel.readers.cloudformation.expansion import Entry, expanded, is_special
from crenel.readers.cloudformation.intrinsics import FUNCTIONS, SHORT_FORMS, Call
from crenel.readers.cloudformation.scalars import scalar_value
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from crenel.readers.cloudformation.scope import Scope


_FUNCTION = "Fn::"


class Resolver:
    """Resolves the nodes of one source in one scope.

    ``bindings`` are the loop variables of ``Fn::ForEach``; ``via`` marks an included file.
    """

    def __init__(
        self,
        source: Source,
        scope: Scope,
        bindings: Mapping[str, str] | None = None,
        via: Step | None = None,
    ) -> None:
        self.source = source
        self.scope = scope
        self.bindings = bindings or {}
        self.via = via
        self._known: dict[int, Value] = {}

    def value(self, node: Node) -> Value:
        """The value of a node; the same object each time for lists, maps and functions."""
        if type(node) is ScalarNode and not node.tag:
            return self._scalar(node)
        found = self._known.get(id(node))
        if found is None:
            found = self._known[id(node)] = self._resolved(node)
        return found

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return Span(self.source, node.start, node.end)

    def note(self, sentence: str, node: Node) -> None:
        """Records what is wrong at a node of this source."""
        self.scope.problems.append((sentence, self.span(node)))

    def bound(self, name: str, word: str) -> Resolver:
        """A resolver for the body of a loop, with one more variable."""
        return Resolver(self.source, self.scope, {**self.bindings, name: word}, self.via)

    def substituted(self, text: str) -> str:
        """A text with the loop variables put in."""
        for name, word in self.bindings.items():
            for hole, filling in (("${" + name + "}", word), ("&{" + name + "}", _alnum(word))):
                if hole in text:
                    longer = len(text) + text.count(hole) * len(filling)
                    if not self.scope.allowance.letters(longer):
                        return text
                    text = text.replace(hole, filling)
        return text

    def _resolved(self, node: Node) -> Value:
        allowance = self.scope.allowance
        if allowance.depth >= MAX_DEPTH:
            self.note(f"functions or lists nested more than {MAX_DEPTH} deep", node)
            return Unknown(kind=UnknownKind.OVER_BUDGET, name="depth", span=self.span(node))
        if not allowance.steps():
            return self._over_budget(node)
        allowance.depth += 1
        try:
            value = self._call(node) or self._plain(node)
        finally:
            allowance.depth -= 1
        if isinstance(value, Text | Known) and not allowance.letters(_length(value)):
            return self._over_budget(node)
        return value

    def _over_budget(self, node: Node) -> Unknown:
        self.scope.overdrawn(self.span(node))
        return Unknown(kind=UnknownKind.OVER_BUDGET, name="value", span=self.span(node))

    def _call(self, node: Node) -> Value | None:
        if node.tag:
            name = SHORT_FORMS.get(node.tag)
            return FUNCTIONS[name](Call(self, node, node)) if name else None
        if isinstance(node, MapNode) and len(node.entries) == 1:
            key, (_, argument) = next(iter(node.entries.items()))
            function = FUNCTIONS.get(key)
            return function(Call(self, node, argument)) if function else None
        return None

    def _plain(self, node: Node) -> Value:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        span = self.span(node)
        if isinstance(node, ListNode):
            return List(elements=tuple(self._elements(node)), span=span, via=self.via)
        assert isinstance(node, MapNode)  # noqa: S101 - there are three kinds of node
        entries = self._entries(node)
        return Map(content=LazyContent(entries), keys=LazyKeys(entries), span=span, via=self.via)

    def _elements(self, node: ListNode) -> Iterator[Value]:
        for item in islice(node.items, MAX_ITEMS):
            yield self.value(item)
        if len(node.items) > MAX_ITEMS:
            first = node.items[MAX_ITEMS]
            self.note(f"more than {MAX_ITEMS:,} items in one list: the rest is not judged", first)
            rest = f"the items after the first {MAX_ITEMS:,}"
            yield Unknown(kind=UnknownKind.OVER_BUDGET, name=rest, span=self.span(first))

    def _entries(self, node: MapNode) -> dict[str, Entry]:
        if _FUNCTION in " ".join(node.entries) and any(map(is_special, node.entries)):
            entries = expanded(node, self)
        else:
            entries = {
                key: (self, key_node, value) for key, (key_node, value) in node.entries.items()
            }
        if len(entries) > MAX_ITEMS:
            self.note(f"more than {MAX_ITEMS:,} entries in one map: the rest is not judged", node)
        return entries

    def _scalar(self, node: ScalarNode) -> Value:
        span = Span(self.source, node.start, node.end)
        if self.bindings and "{" in node.text:
            return known(self.substituted(node.text), span, self.via)
        if "{{" in node.text and has_dynamic(node.text):
            return with_dynamic(node.text, span)
        return scalar_value(node, span, self.via)


class LazyContent(Mapping[str, Value]):
    """A map's values, each resolved when it is first asked for.

    Asked by its key every entry is found; those who go through all of them get MAX_ITEMS.
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: dict[str, Entry]) -> None:
        self._entries = entries

    def __getitem__(self, key: str) -> Value:
        resolver, _, node = self._entries[key]
        return resolver.value(node)

    def get(self, key: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        """As any mapping's, without an exception for every key that is missing."""
        entry = self._entries.get(key)
        return default if entry is None else entry[0].value(entry[2])

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return islice(self._entries, MAX_ITEMS)

    def __len__(self) -> int:
        return min(len(self._entries), MAX_ITEMS)


class LazyKeys(Mapping[str, Span]):
    """Where a map's keys stand."""

    __slots__ = ("_entries",)

    def __init__(self, entries: dict[str, Entry]) -> None:
        self._entries = entries

    def __getitem__(self, key: str) -> Span:
        resolver, node, _ = self._entries[key]
        return resolver.span(node)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _length(value: Text | Known) -> int:
    """Characters of a text that is put together."""
    parts = value.segments if isinstance(value, Text) else (value,)
    return sum(len(part.text()) for part in parts if isinstance(part, Known))


def _alnum(word: str) -> str:
    return "".join(char for char in word if char.isalnum())
