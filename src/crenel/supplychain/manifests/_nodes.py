"""Short ways through the nodes of a lock file of npm packages."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

NEEDS = ("dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta")
"""The sections in which an npm package says what it is loaded with, or may be."""


def child(node: Node | None, *path: str) -> Node | None:
    """The node under some keys."""
    for key in path:
        node = node.get(key) if isinstance(node, MapNode) else None
    return node


def scalar(node: Node | None, *path: str) -> str:
    """The text under some keys; empty where there is none."""
    found = child(node, *path)
    return found.text if isinstance(found, ScalarNode) else ""


def keys(node: Node | None) -> list[str]:
    """The keys of a map; none where it is none."""
    return list(node.entries) if isinstance(node, MapNode) else []


def items(node: Node | None) -> list[str]:
    """The texts of a list; none where it is none."""
    found = node.items if isinstance(node, ListNode) else []
    return [one.text for one in found if isinstance(one, ScalarNode)]


def entries(node: Node | None) -> Iterator[tuple[ScalarNode, str, Node]]:
    """Key node, key and value of a map."""
    if isinstance(node, MapNode):
        for key, (place, value) in node.entries.items():
            yield place, key, value
