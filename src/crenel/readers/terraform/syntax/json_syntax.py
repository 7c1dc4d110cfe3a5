"""The JSON form of the language -> the same bodies.

JSON does not tell a nested block from an attribute that is a map. Within resources a map or a list
of maps counts as blocks, but for the attributes that are known to be maps.
Source: "JSON Configuration Syntax" of the Terraform documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.source import Source, Span
from crenel.readers.terraform.syntax.expressions import number
from crenel.readers.terraform.syntax.hcl import parse_template
from crenel.readers.terraform.syntax.nodes import (
    Attribute,
    Block,
    Body,
    Literal,
    Node,
    Object,
    Template,
    Tuple,
)
from crenel.readers.terraform.syntax.places import Problems
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, ScalarNode
from crenel.readers.text.tree import Node as TextNode

MAPS = frozenset(
    {
        "tags", "tags_all", "default_tags", "variables", "environment_variables", "triggers",
        "triggers_replace", "keepers", "query", "parameters", "request_parameters",
        "response_parameters", "request_templates", "response_templates", "response_models",
        "request_models", "stage_variables", "metadata", "labels", "options", "arguments",
        "default_arguments", "input", "vars", "inputs", "connection_properties", "attributes",
        "result", "headers", "default_attributes",
    }
)  # fmt: skip
"""Attributes of resources that are maps, not blocks."""

_DEPTHS = {"resource": 2, "data": 2, "ephemeral": 2, "variable": 1, "output": 1, "module": 1,
           "provider": 1}  # fmt: skip
_BLOCKS = {"variable": frozenset({"validation"}), "output": frozenset({"precondition"})}
_NO_BLOCKS = frozenset({"module", "locals"})
_META = frozenset({"lifecycle", "connection", "provisioner", "timeouts"})
_WORDS = {"true": True, "false": False, "null": None}


def parse_json_body(source: Source, problems: Problems) -> Body:
    """The body of a file. Raises ReadProblem where it is no JSON object."""
    return _Reader(source, problems).top(_object(source, problems))


def parse_json_values(source: Source, problems: Problems) -> Body:
    """The values in a ``.tfvars.json`` file. Raises ReadProblem where it is no JSON object."""
    reader, body = _Reader(source, problems), Body()
    for name, (key, value) in _object(source, problems).entries.items():
        place = Node(source, key.start, key.end)
        body.attributes[name] = Attribute(place, name, reader.expression(value))
    return body


def literal(source: Source, node: TextNode) -> Node:
    """A value as it stands: no text in it is a template."""
    return _Reader(source, [], templates=False).expression(node)


def _object(source: Source, problems: Problems) -> MapNode:
    documents = parse(source.text)
    root = documents[0].root if documents else None
    if not isinstance(root, MapNode):
        raise ReadProblem("a JSON object was expected here", "Correct the file")
    for sentence, offset in documents[0].problems:
        problems.append((sentence, Span(source, offset, offset + 1)))
    return root


class _Reader:
    def __init__(self, source: Source, problems: Problems, *, templates: bool = True) -> None:
        self._templates = templates
        self._source = source
        self._problems = problems

    def top(self, root: MapNode) -> Body:
        body = Body()
        for kind, (key, node) in root.entries.items():
            if kind == "//":
                continue
            for labels, place, inner in self._labelled(node, key, _DEPTHS.get(kind, 0)):
                block = Block(self._node(place), kind, labels, self._body(inner, kind))
                body.blocks.append(block)
        return body

    def _labelled(
        self, node: TextNode, place: TextNode, depth: int, labels: tuple[str, ...] = ()
    ) -> Iterator[tuple[list[str], TextNode, MapNode]]:
        """Bodies under so many labels; a list holds several."""
        for one in node.items if isinstance(node, ListNode) else [node]:
            if not isinstance(one, MapNode):
                self._problems.append(("a JSON object was expected here", self._node(one).span))
            elif not depth:
                yield list(labels), place, one
            else:
                for label, (key, inner) in one.entries.items():
                    if label != "//":
                        yield from self._labelled(inner, key, depth - 1, (*labels, label))

    def _body(self, node: MapNode, kind: str) -> Body:
        body = Body()
        for name, (key, value) in node.entries.items():
            if name == "//":
                continue
            if self._is_block(name, value, kind):
                self._blocks(body, name, key, value)
            else:
                body.attributes[name] = Attribute(self._node(key), name, self.expression(value))
        return body

    def _is_block(self, name: str, value: TextNode, kind: str) -> bool:
        if kind in _NO_BLOCKS:
            return False
        if kind in _BLOCKS:
            return name in _BLOCKS[kind]
        if name in _META or name == "dynamic":
            return True
        if name in MAPS:
            return False
        items = value.items if isinstance(value, ListNode) else [value]
        return bool(items) and all(isinstance(one, MapNode) for one in items)

    def _blocks(self, body: Body, name: str, key: ScalarNode, value: TextNode) -> None:
        depth = 1 if name in ("dynamic", "provisioner") else 0
        for labels, place, inner in self._labelled(value, key, depth):
            kind = "dynamic" if name == "dynamic" else "nested"
            made = self._dynamic(inner) if kind == "dynamic" else self._body(inner, kind)
            body.blocks.append(Block(self._node(place), name, labels, made))

    def _dynamic(self, node: MapNode) -> Body:
        body = Body()
        for name, (key, value) in node.entries.items():
            if name == "content" and isinstance(value, MapNode):
                inner = self._body(value, "nested")
                body.blocks.append(Block(self._node(key), name, [], inner))
            else:
                body.attributes[name] = Attribute(self._node(key), name, self.expression(value))
        return body

    def expression(self, node: TextNode) -> Node:
        """A value; texts are templates."""
        place = self._node(node)
        if isinstance(node, MapNode):
            pairs = [
                (self._text(key.text, self._node(key)), self.expression(value))
                for key, value in node.entries.values()
            ]
            return Object(place, pairs)
        if isinstance(node, ListNode):
            return Tuple(place, [self.expression(one) for one in node.items])
        assert isinstance(node, ScalarNode)  # noqa: S101 - there are three kinds of node
        if not node.plain:
            return self._text(node.text, place)
        value = _WORDS[node.text] if node.text in _WORDS else number(node.text)
        return Literal(place.source, place.start, place.end, value)

    def _text(self, text: str, place: Node) -> Node:
        if not self._templates or ("${" not in text and "%{" not in text):
            return Literal(place.source, place.start, place.end, text)
        made = parse_template(Source(self._source.path, text), self._problems, place)
        single = isinstance(made, Template) and len(made.parts) == 1
        return made.parts[0] if single and isinstance(made, Template) else made

    def _node(self, node: TextNode) -> Node:
        return Node(self._source, node.start, node.end)
