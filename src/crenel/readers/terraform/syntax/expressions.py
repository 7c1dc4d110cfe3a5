"""Expressions of HCL -> nodes: parentheses unwrapped, operators as the grammar ranks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.value import Scalar
from crenel.readers.terraform.syntax.nodes import (
    Attr,
    Binary,
    Call,
    Conditional,
    For,
    Index,
    Literal,
    Name,
    Node,
    Object,
    Splat,
    Tuple,
    Unary,
    Unreadable,
)
from crenel.readers.terraform.syntax.places import Places, Problems
from crenel.readers.terraform.syntax.templates import Templates

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode

MAX_DEPTH = 150
"""Expressions, or blocks, inside each other; parentheses alone do not count."""

_WRAPPERS = frozenset({"expression", "operation", "collection_value", "for_expr", "template_expr"})
_POSTFIX = frozenset({"get_attr", "index", "splat"})
_WORDS = frozenset({"identifier", "variable_expr"})


class Expressions:
    """Reads the expressions of one text."""

    def __init__(self, places: Places, problems: Problems) -> None:
        self.places = places
        self.problems = problems
        self._depth = 0
        self._templates = Templates(self)
        self._readers = {
            "variable_expr": self._name,
            "literal_value": self._literal,
            "conditional": self._conditional,
            "function_call": self._call,
            "binary_operation": self._binary,
            "unary_operation": self._unary,
            "tuple": self._tuple,
            "object": self._object,
            "for_tuple_expr": self._for,
            "for_object_expr": self._for,
            "quoted_template": self._templates.quoted,
            "string_lit": self._templates.quoted,
            "heredoc_template": self._templates.heredoc,
            "numeric_lit": self._number,
            "bool_lit": self._word,
            "null_lit": self._word,
            "identifier": self._name,
        }

    def read(self, tree: TreeNode) -> Node:
        """The expression of a node."""
        return self.sequence([tree])

    def sequence(self, trees: list[TreeNode]) -> Node:
        """An expression of several neighbours: a primary one and what is asked of it."""
        trees = _meaningful(trees)
        while len(trees) == 1 and trees[0].type in _WRAPPERS:
            trees = _meaningful(trees[0].children)
        if not trees:
            return Unreadable(self.places.source, 0, 0, "nothing stands here")
        if self._depth >= MAX_DEPTH:
            return self.unreadable(trees[0], f"nested more than {MAX_DEPTH} deep")
        self._depth += 1
        try:
            node = self._primary(trees[0])
            for tree in trees[1:]:
                node = self._postfix(node, tree)
        finally:
            self._depth -= 1
        return node

    def unreadable(self, tree: TreeNode, reason: str) -> Node:
        """A place that is not read, and told."""
        place = self.places.node(tree)
        self.problems.append((reason, place.span))
        return Unreadable(place.source, place.start, place.end, reason)

    def _primary(self, tree: TreeNode) -> Node:
        if tree.type in _WRAPPERS:
            return self.sequence(tree.children)
        reader = self._readers.get(tree.type)
        if reader is None:
            place = self.places.node(tree)
            return Unreadable(place.source, place.start, place.end, "this is not HCL")
        return reader(tree)

    # -- references ------------------------------------------------------------------------

    def _name(self, tree: TreeNode) -> Node:
        place = self.places.node(tree)
        return Name(place.source, place.start, place.end, self.places.text(tree).strip())

    def _postfix(self, base: Node, tree: TreeNode) -> Node:
        end = self.places.node(tree).end
        if tree.type == "get_attr":
            return Attr(base, end, self._member(tree))
        if tree.type == "index":
            return Index(base, end, self._key(tree))
        if tree.type == "splat":
            return self._splat(base, tree)
        return self.unreadable(tree, "this is not HCL") if tree.type != "ERROR" else base

    def _member(self, tree: TreeNode) -> str:
        return self.places.text(tree).lstrip(". \t\r\n")

    def _key(self, tree: TreeNode) -> Node:
        inner = tree.children[0]
        found = next((one for one in inner.children if one.type == "expression"), None)
        if found is not None:
            return self.read(found)
        place = self.places.node(tree)
        digits = self.places.text(tree).lstrip(". \t\r\n")
        value: Scalar = int(digits) if digits.isdecimal() and len(digits) < 10 else digits  # noqa: PLR2004 - a word of digits is no index
        return Literal(place.source, place.start, place.end, value)

    def _splat(self, base: Node, tree: TreeNode) -> Node:
        """Of ``.*`` only names belong to each element; an index after them picks from the list."""
        inner = tree.children[0]
        steps: list[str | Node] = []
        rest: list[TreeNode] = []
        for child in (one for one in inner.children if one.type in _POSTFIX):
            if rest or (inner.type == "attr_splat" and child.type != "get_attr"):
                rest.append(child)
            elif child.type == "get_attr":
                steps.append(self._member(child))
            elif child.type == "index":
                steps.append(self._key(child))
            else:
                rest.append(child)
        node: Node = Splat(base, self.places.node(tree).end, steps)
        for child in rest:
            node = self._postfix(node, child)
        return node

    # -- literals and collections ----------------------------------------------------------

    def _literal(self, tree: TreeNode) -> Node:
        return self._primary(tree.children[0])

    def _number(self, tree: TreeNode) -> Node:
        place = self.places.node(tree)
        return Literal(place.source, place.start, place.end, number(self.places.text(tree)))

    def _word(self, tree: TreeNode) -> Node:
        place = self.places.node(tree)
        value = {"true": True, "false": False}.get(self.places.text(tree))
        return Literal(place.source, place.start, place.end, value)

    def _tuple(self, tree: TreeNode) -> Node:
        items = [self.read(one) for one in tree.children if one.type == "expression"]
        return Tuple(self.places.node(tree), items)

    def _object(self, tree: TreeNode) -> Node:
        pairs = []
        for element in (one for one in tree.children if one.type == "object_elem"):
            key = element.child_by_field_name("key")
            value = element.child_by_field_name("val")
            if key is not None and value is not None:
                pairs.append((self._object_key(key), self.read(value)))
        return Object(self.places.node(tree), pairs)

    def _object_key(self, tree: TreeNode) -> Node:
        """A bare word is a key; in parentheses it is a reference."""
        bare = len(tree.children) == 1 and tree.children[0].type in _WORDS
        if not bare:
            return self.read(tree)
        place = self.places.node(tree)
        return Literal(place.source, place.start, place.end, self.places.text(tree).strip())

    def _for(self, tree: TreeNode) -> Node:
        intro = next(one for one in tree.children if one.type == "for_intro")
        values = [one for one in tree.children if one.type == "expression"]
        condition = next((one for one in tree.children if one.type == "for_cond"), None)
        names, collection = self.intro(intro)
        if not values or collection is None:
            return self.unreadable(tree, "this is not HCL")
        key = self.read(values[0]) if tree.type == "for_object_expr" and len(values) > 1 else None
        filtered = None if condition is None else self.sequence(_expressions(condition))
        parts = (key, self.read(values[-1]), filtered)
        group = any(one.type == "ellipsis" for one in tree.children)
        return For(self.places.node(tree), names, collection, parts, group=group)

    def intro(self, tree: TreeNode) -> tuple[tuple[str, str], Node | None]:
        """``for k, v in x``: the names (the first may be empty), and the collection."""
        words = [self.places.text(one) for one in tree.children if one.type == "identifier"]
        inside = _expressions(tree)
        names = (words[0], words[1]) if len(words) > 1 else ("", words[0] if words else "")
        return names, self.sequence(inside) if inside else None

    # -- operators and calls ---------------------------------------------------------------

    def _conditional(self, tree: TreeNode) -> Node:
        parts = _expressions(tree)
        if len(parts) != 3:  # noqa: PLR2004 - a condition and two branches
            return self.unreadable(tree, "this is not HCL")
        condition, yes, no = (self.read(one) for one in parts)
        return Conditional(condition, yes, no)

    def _binary(self, tree: TreeNode) -> Node:
        trees = _meaningful(tree.children)
        at = next((i for i, one in enumerate(trees) if i and not one.is_named), 0)
        if not 0 < at < len(trees) - 1:
            return self.unreadable(tree, "this is not HCL")
        left, right = self.sequence(trees[:at]), self.sequence(trees[at + 1 :])
        return Binary(left, trees[at].type, right)

    def _unary(self, tree: TreeNode) -> Node:
        trees = _meaningful(tree.children)
        return Unary(self.places.node(tree), trees[0].type, self.sequence(trees[1:]))

    def _call(self, tree: TreeNode) -> Node:
        name = next(one for one in tree.children if one.type == "identifier")
        inside = next((one for one in tree.children if one.type == "function_arguments"), None)
        trees = [] if inside is None else inside.children
        arguments = [self.read(one) for one in trees if one.type == "expression"]
        expand = any(one.type == "ellipsis" for one in trees)
        return Call(self.places.node(tree), self.places.text(name), arguments, expand=expand)


def number(text: str) -> Scalar:
    """A number as Terraform keeps it: whole where it is whole."""
    if text.isdecimal() and len(text) < 400:  # noqa: PLR2004 - more digits are no number
        return int(text)
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _expressions(tree: TreeNode) -> list[TreeNode]:
    return [one for one in tree.children if one.type == "expression"]


def _meaningful(trees: list[TreeNode]) -> list[TreeNode]:
    """Without comments and parentheses."""
    return [one for one in trees if one.type not in ("comment", "(", ")")]
