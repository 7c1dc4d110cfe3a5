"""A template's sections, as nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.model.source import Source, Span
from crenel.readers.text.tree import Document, ListNode, MapNode, Node, ScalarNode

SERVERLESS = "AWS::Serverless-2016-10-31"

_TYPE = re.compile(r"[A-Za-z0-9]+::[A-Za-z0-9]+|[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9:]+")
_SECTIONS = frozenset({"Resources", "Parameters", "Conditions", "Mappings", "Outputs", "Globals"})
_MARKS = frozenset({"AWSTemplateFormatVersion", "Transform"})


class Template:
    """One CloudFormation or SAM template."""

    def __init__(self, source: Source, document: Document, root: MapNode) -> None:
        self.source = source
        self.document = document
        self.root = root

    def section(self, name: str) -> MapNode:
        """A section's map; an empty one where it is missing or no map."""
        node = self.root.get(name)
        return node if isinstance(node, MapNode) else MapNode(self.root.start, "")

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return Span(self.source, node.start, node.end)

    @property
    def transforms(self) -> tuple[str, ...]:
        """The macros that the whole template goes through."""
        node = self.root.get("Transform")
        items = node.items if isinstance(node, ListNode) else [node]
        return tuple(item.text for item in items if isinstance(item, ScalarNode))

    @property
    def problems(self) -> Iterator[tuple[str, Span]]:
        """What is odd about the document, and sections that are no maps."""
        for sentence, offset in self.document.problems:
            yield sentence, Span(self.source, offset, offset + 1)
        for name in _SECTIONS & self.root.entries.keys():
            key, node = self.root.entries[name]
            if isinstance(node, MapNode) or (name != "Resources" and _is_null(node)):
                continue
            yield f"{name} is not a map: nothing of it is read", self.span(key)

    @property
    def format(self) -> str:
        """``sam`` or ``cloudformation``."""
        return "sam" if SERVERLESS in self.transforms else "cloudformation"


def template_of(source: Source, document: Document) -> Template | None:
    """The template in a document; None where it is something else."""
    root = document.root
    if not isinstance(root, MapNode) or not looks_like_template(root):
        return None
    return Template(source, document, root)


def looks_like_template(root: MapNode) -> bool:
    """Recognised by content: resources with CloudFormation types, or the format's own marks."""
    resources = root.get("Resources")
    if isinstance(resources, MapNode):
        types = (_type(node) for _, node in resources.entries.values())
        if any(name and _TYPE.fullmatch(name) for name in types):
            return True
        if any(name.startswith("Fn::ForEach::") for name in resources.entries):
            return True
    return "Resources" in root.entries and bool(_MARKS & root.entries.keys())


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.plain and node.text in ("", "~", "null")


def _type(node: Node) -> str:
    kind = node.get("Type") if isinstance(node, MapNode) else None
    return kind.text if isinstance(kind, ScalarNode) else ""
