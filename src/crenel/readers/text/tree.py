"""The nodes that every YAML and JSON text becomes. ``start`` and ``end`` are character offsets."""

from __future__ import annotations


class Node:
    """The root of the three kinds; ``tag`` is the YAML tag as written (``!Ref``) or empty."""

    __slots__ = ("end", "size", "start", "tag")

    def __init__(self, start: int, end: int, tag: str) -> None:
        self.start = start
        self.end = end
        self.tag = tag
        self.size = 1


class ScalarNode(Node):
    """A scalar: its text after escapes, and whether it was written plain (unquoted)."""

    __slots__ = ("plain", "text")

    def __init__(self, start: int, end: int, tag: str, text: str, *, plain: bool) -> None:
        self.start = start
        self.end = end
        self.tag = tag
        self.size = 1
        self.text = text
        self.plain = plain


class ListNode(Node):
    """A sequence."""

    __slots__ = ("items",)

    def __init__(self, start: int, tag: str) -> None:
        super().__init__(start, start, tag)
        self.items: list[Node] = []


class MapNode(Node):
    """A mapping: key text -> (key node, value node). A key written twice keeps its last value."""

    __slots__ = ("entries",)

    def __init__(self, start: int, tag: str) -> None:
        super().__init__(start, start, tag)
        self.entries: dict[str, tuple[ScalarNode, Node]] = {}

    def get(self, key: str) -> Node | None:
        """The value under a key."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


class Document:
    """One document of a text: its root, and what was odd about it (``problems``)."""

    __slots__ = ("problems", "root")

    def __init__(self, root: Node, problems: list[tuple[str, int]]) -> None:
        self.root = root
        self.problems = problems
        """A sentence and the character offset it is about: keys written twice and the like."""
