"""Bodies and blocks of HCL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.readers.terraform.syntax.expressions import MAX_DEPTH, Expressions
from crenel.readers.terraform.syntax.nodes import Attribute, Block, Body, Node
from crenel.readers.terraform.syntax.places import Places, Problems

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode


class Bodies:
    """Reads the bodies of one text."""

    def __init__(self, places: Places, problems: Problems) -> None:
        self.places = places
        self._problems = problems
        self._expressions = Expressions(places, problems)

    def body(self, tree: TreeNode, depth: int = 0) -> Body:
        """A body, with the blocks in it."""
        body = Body()
        for child in tree.children:
            if child.type == "attribute":
                self._attribute(child, body)
            elif child.type == "block":
                self._block(child, body, depth)
        return body

    def _attribute(self, tree: TreeNode, body: Body) -> None:
        name, value = tree.children[0], tree.children[-1]
        if name.type != "identifier" or value.type != "expression":
            return
        word = self.places.text(name)
        place = self.places.node(name)
        if word in body.attributes:
            self._problems.append((f"the attribute {word!r} is written twice", place.span))
        body.attributes[word] = Attribute(place, word, self._expressions.read(value))

    def _block(self, tree: TreeNode, body: Body, depth: int) -> None:
        whole = self.places.node(tree)
        if depth >= MAX_DEPTH:
            sentence = f"blocks nested more than {MAX_DEPTH} deep are not read"
            self._problems.append((sentence, whole.span))
            return
        heads = [one for one in tree.children if one.type in ("identifier", "string_lit")]
        if not heads:
            return
        inner = next((one for one in tree.children if one.type == "body"), None)
        inside = Body() if inner is None else self.body(inner, depth + 1)
        block = Block(
            self._place(heads),
            self.places.text(heads[0]),
            [self._label(one) for one in heads[1:]],
            inside,
        )
        block.whole = whole
        body.blocks.append(block)

    def _place(self, heads: list[TreeNode]) -> Node:
        """From the first label to the last one; the type, where there is none."""
        first = heads[1] if len(heads) > 1 else heads[0]
        start, _ = self.places.offsets(first)
        _, end = self.places.offsets(heads[-1])
        return self.places.place(start, end)

    def _label(self, tree: TreeNode) -> str:
        text = self.places.text(tree)
        return text[1:-1] if tree.type == "string_lit" else text
