"""Which resources of a template are made after which others.

A policy must not refer to what is made after its function: such a template cannot be deployed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.readers.root import Root
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_HOLE = re.compile(r"\$\{([A-Za-z0-9]+)[^}]*\}")
_CHANGING = frozenset({"S3", "Cognito"})
"""Events for which SAM writes the function into the resource that sends them."""
_SOURCES = ("Bucket", "UserPool")


class Dependencies:
    """The references between the resources of one file."""

    def __init__(self, root: Root, file: str) -> None:
        self._edges: dict[str, set[str]] = {}
        try:
            documents = parse(root.read(file).text)
        except ReadProblem:
            documents = []
        for document in documents:
            self._add(document.root)

    def comes_after(self, one: str, other: str) -> bool:
        """Does a resource refer to the other, directly or through others?"""
        seen, pending = {one}, [one]
        while pending:
            for found in self._edges.get(pending.pop(), ()):
                if found == other:
                    return True
                if found not in seen:
                    seen.add(found)
                    pending.append(found)
        return False

    def _add(self, root: Node) -> None:
        whole = root.get("resources") if isinstance(root, MapNode) else None
        for holder in (root, *(whole.items if isinstance(whole, ListNode) else [whole])):
            resources = holder.get("Resources") if isinstance(holder, MapNode) else None
            for name, (_, body) in (
                resources.entries.items() if isinstance(resources, MapNode) else ()
            ):
                self._edges.setdefault(name, set()).update(_references(body))
                for source in _changed(body):
                    self._edges.setdefault(source, set()).add(name)


def _changed(body: Node) -> Iterator[str]:
    """The resources that SAM writes a function into."""
    properties = body.get("Properties") if isinstance(body, MapNode) else None
    events = properties.get("Events") if isinstance(properties, MapNode) else None
    for _, event in events.entries.values() if isinstance(events, MapNode) else ():
        kind = event.get("Type") if isinstance(event, MapNode) else None
        inner = event.get("Properties") if isinstance(event, MapNode) else None
        if isinstance(kind, ScalarNode) and kind.text in _CHANGING and isinstance(inner, MapNode):
            for key in _SOURCES:
                found = inner.get(key)
                yield from _references(found) if found is not None else ()


def _references(root: Node) -> Iterator[str]:
    """The names that a part of a template refers to."""
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, ScalarNode):
            yield from _of_scalar(node.tag.removeprefix("!"), node.text)
        elif isinstance(node, ListNode):
            first = node.items[0] if node.items else None
            if isinstance(first, ScalarNode):
                yield from _of_scalar(node.tag.removeprefix("!"), first.text)
            pending.extend(node.items)
        elif isinstance(node, MapNode):
            for key, (_, inner) in node.entries.items():
                yield from _under(key, inner)
                pending.append(inner)


def _under(key: str, inner: Node) -> Iterator[str]:
    items = inner.items if isinstance(inner, ListNode) else [inner]
    for one in items if key == "DependsOn" else items[:1]:
        if isinstance(one, ScalarNode):
            yield from _of_scalar(key.removeprefix("Fn::"), one.text)


def _of_scalar(function: str, text: str) -> Iterator[str]:
    if function in ("Ref", "DependsOn"):
        yield text
    elif function == "GetAtt":
        yield text.partition(".")[0]
    elif function == "Sub":
        yield from _HOLE.findall(text)
