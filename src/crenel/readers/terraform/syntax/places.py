"""Where tree-sitter's nodes stand in a source: it counts bytes, spans count characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.source import Source, Span
from crenel.readers.terraform.syntax.nodes import Node

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode

Problems = list[tuple[str, Span]]
"""Sentences and their places."""


class Places:
    """The places of one parsed text.

    ``shift`` is the length of what was put before the source's own text; ``pin`` is the one place
    of everything, for a text that stands inside another one with other escapes.
    """

    def __init__(
        self, source: Source, parsed: str, *, shift: int = 0, pin: Node | None = None
    ) -> None:
        self.source = source
        self.parsed = parsed
        self.pin = pin
        self._shift = shift
        self._characters = None if parsed.isascii() else _characters(parsed)

    def offsets(self, node: TreeNode) -> tuple[int, int]:
        """Begin and end in the parsed text, in characters."""
        if self._characters is None:
            return node.start_byte, node.end_byte
        return self._characters[node.start_byte], self._characters[node.end_byte]

    def text(self, node: TreeNode) -> str:
        """What stands there."""
        start, end = self.offsets(node)
        return self.parsed[start:end]

    def place(self, start: int, end: int) -> Node:
        """A stretch of the parsed text, as a place of the source."""
        if self.pin is not None:
            return Node(self.pin.source, self.pin.start, self.pin.end)
        low, high = 0, len(self.source.text)
        start, end = start - self._shift, end - self._shift
        return Node(self.source, min(max(start, low), high), min(max(end, low), high))

    def node(self, node: TreeNode) -> Node:
        """The place of a node."""
        return self.place(*self.offsets(node))

    def span(self, node: TreeNode) -> Span:
        """The same, as a span."""
        return self.node(node).span


def _characters(text: str) -> list[int]:
    """For each byte of the text, and its end, the character that it belongs to."""
    found: list[int] = []
    for index, char in enumerate(text):
        found.extend([index] * len(char.encode("utf-8", "replace")))
    found.append(len(text))
    return found
