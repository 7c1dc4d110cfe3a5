"""libyaml's events -> the tree: iterative, within a budget, with located problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, cast

from crenel.errors import ReadProblem
from crenel.readers.text.budget import Budget
from crenel.readers.text.pyyaml import CSafeLoader, yaml
from crenel.readers.text.tree import Document, ListNode, MapNode, Node, ScalarNode

_MERGE = "<<"


class _Mark(Protocol):
    index: int
    line: int
    column: int


class _Event(Protocol):
    """The fields of libyaml's events that are read here; each event has those of its kind."""

    start_mark: _Mark
    end_mark: _Mark
    tag: str | None
    anchor: str | None
    value: str
    style: str | None


class TreeBuilder:
    """Builds the documents of one text. One builder serves one text."""

    def __init__(self, text: str, budget: Budget) -> None:
        self._parser = CSafeLoader(text)
        self._budget = budget
        self._aliases = 0
        self._start_document()

    def documents(self) -> Iterator[Document]:
        """Each document in turn. Raises ReadProblem at the first place that cannot be read."""
        handlers: dict[type[object], Callable[[_Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_map,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceStartEvent: self._open_list,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
        }
        get_event = cast("Callable[[], _Event]", self._parser.get_event)
        while True:
            event = get_event()
            kind: type[object] = type(event)
            if kind in handlers:
                handlers[kind](event)
            elif kind is yaml.DocumentEndEvent:
                if self._root is not None:
                    yield Document(self._root, self._problems)
                self._start_document()
            elif kind is yaml.StreamEndEvent:
                return

    def _start_document(self) -> None:
        self._root: Node | None = None
        self._problems: list[tuple[str, int]] = []
        self._anchors: dict[str, Node] = {}
        self._open: list[ListNode | MapNode] = []
        self._keys: list[ScalarNode | None] = []

    def _scalar(self, event: _Event) -> None:
        node = ScalarNode(
            event.start_mark.index,
            event.end_mark.index,
            event.tag or "",
            event.value,
            plain=not event.style,
        )
        if event.anchor:
            self._anchors[event.anchor] = node
        self._add(node)

    def _open_map(self, event: _Event) -> None:
        self._push(MapNode(event.start_mark.index, event.tag or ""), event)

    def _open_list(self, event: _Event) -> None:
        self._push(ListNode(event.start_mark.index, event.tag or ""), event)

    def _push(self, node: ListNode | MapNode, event: _Event) -> None:
        if len(self._open) >= self._budget.depth:
            message = f"nested more than {self._budget.depth} levels deep"
            raise _located(message, "Flatten it", event)
        if event.anchor:
            self._anchors[event.anchor] = node
        self._open.append(node)
        self._keys.append(None)

    def _close(self, event: _Event) -> None:
        node = self._open.pop()
        self._keys.pop()
        # libyaml ends a block collection where the next token begins: its last child knows better
        # (see _add); a flow collection ends with its bracket.
        if not _is_block(event):
            node.end = event.end_mark.index
        if isinstance(node, MapNode) and _MERGE in node.entries:
            self._merge(node)
        self._add(node)

    def _alias(self, event: _Event) -> None:
        self._aliases += 1
        if self._aliases > self._budget.aliases:
            raise _located(f"more than {self._budget.aliases:,} aliases", "Write them out", event)
        node = self._anchors.get(event.anchor or "")
        if node is None:
            raise _located(f"the alias *{event.anchor} names no anchor", "Define it first", event)
        if node in self._open:
            raise _located(f"the alias *{event.anchor} contains itself", "Break the loop", event)
        self._add(node)

    def _add(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        parent.size += node.size
        if node.end > parent.end:  # noqa: PLR1730 - for every node: max() takes three times as long
            parent.end = node.end
        if parent.size > self._budget.nodes:
            message = f"more than {self._budget.nodes:,} nodes once aliases are followed"
            raise ReadProblem(message, "Split the file")
        if type(parent) is ListNode:
            parent.items.append(node)
        elif type(parent) is MapNode:
            self._add_to_map(parent, node)

    def _add_to_map(self, parent: MapNode, node: Node) -> None:
        key = self._keys[-1]
        if key is not None:
            parent.entries[key.text] = (key, node)
            self._keys[-1] = None
            return
        if not isinstance(node, ScalarNode):
            self._problems.append(("a key is not a plain word", node.start))
            node = ScalarNode(node.start, node.end, "", f"?{node.start}", plain=False)
        elif node.text in parent.entries and node.text != _MERGE:
            self._problems.append((f"the key {node.text!r} is written twice", node.start))
        self._keys[-1] = node

    def _merge(self, node: MapNode) -> None:
        _, merged = node.entries.pop(_MERGE)
        sources = merged.items if isinstance(merged, ListNode) else [merged]
        for source in sources:
            if not isinstance(source, MapNode):
                self._problems.append(("<< merges something that is no map", source.start))
                continue
            for key, entry in source.entries.items():
                node.entries.setdefault(key, entry)


def _is_block(event: _Event) -> bool:
    return bool(event.start_mark.index == event.end_mark.index)


def _located(what: str, do: str, event: _Event) -> ReadProblem:
    mark = event.start_mark
    return ReadProblem(what, do, line=mark.line + 1, column=mark.column + 1)
