"""Quoted templates and heredocs: text with holes and directives.

The grammar leaves out blanks at the edges of literals, so that every literal is cut from the text
between the holes, not taken from a node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.readers.terraform.syntax.nodes import (
    Literal,
    Node,
    Template,
    TemplateFor,
    TemplateIf,
)

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode

    from crenel.readers.terraform.syntax.expressions import Expressions

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4(?=\{)", re.DOTALL)
_DOUBLED = re.compile(r"([$%])\1(?=\{)")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_HOLES = frozenset({"template_interpolation", "template_directive"})
_LAST_CHARACTER = 0x10FFFF


class Templates:
    """Reads the templates of one text."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions
        self._places = expressions.places

    def quoted(self, tree: TreeNode) -> Node:
        """``"..."``: a literal where it has no holes."""
        start, end = self._places.offsets(tree)
        place = self._places.node(tree)
        holes = [one for one in tree.children if one.type in _HOLES]
        if not holes:
            text = _unescaped(self._places.parsed[start + 1 : end - 1])
            return Literal(place.source, place.start, place.end, text)
        parts = list(self._parts(start + 1, end - 1, holes, escapes=True))
        return Template(place.source, place.start, place.end, parts)

    def heredoc(self, tree: TreeNode) -> Node:
        """``<<EOT``: a template; with ``<<-`` its lines lose what they all are indented by."""
        words = [one for one in tree.children if one.type == "heredoc_identifier"]
        text = self._places.parsed
        _, after = self._places.offsets(words[0])
        start = text.find("\n", after) + 1
        closing, _ = self._places.offsets(words[-1])
        end = max(text.rfind("\n", 0, closing) + 1, start)
        holes = [one for one in tree.children if one.type in _HOLES]
        parts = list(self._parts(start, end, holes, escapes=False))
        if self._places.text(tree.children[0]) == "<<-":
            parts = _dedented(parts)
        place = self._places.place(start, end)
        return Template(place.source, place.start, place.end, parts)

    def _parts(
        self, start: int, end: int, holes: list[TreeNode], *, escapes: bool
    ) -> Iterator[Node]:
        """Literals and holes of a stretch, in turn; ``~`` eats the blanks beside it."""
        position, strip = start, False
        for hole in holes:
            begin, stop = self._places.offsets(hole)
            before, after = _strips(self._places.text(hole))
            yield from self._literal(position, begin, (strip, before), escapes=escapes)
            yield self._hole(hole, escapes=escapes)
            position, strip = stop, after
        yield from self._literal(position, end, (strip, False), escapes=escapes)

    def _literal(
        self, start: int, end: int, strips: tuple[bool, bool], *, escapes: bool
    ) -> Iterator[Node]:
        text = self._places.parsed
        while strips[0] and start < end and text[start].isspace():
            start += 1
        while strips[1] and start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            raw = text[start:end]
            place = self._places.place(start, end)
            value = _unescaped(raw) if escapes else _DOUBLED.sub(r"\1", raw)
            yield Literal(place.source, place.start, place.end, value)

    def _hole(self, tree: TreeNode, *, escapes: bool) -> Node:
        inner = [one for one in tree.children if one.type == "expression"]
        if tree.type == "template_interpolation":
            return self._interpolation(tree, inner)
        kind = tree.children[0] if tree.children else tree
        if kind.type == "template_if":
            return self._if(kind, escapes=escapes)
        if kind.type == "template_for":
            return self._for(kind, escapes=escapes)
        return self._expressions.unreadable(tree, "this directive is not HCL")

    def _interpolation(self, tree: TreeNode, inner: list[TreeNode]) -> Node:
        """What a hole holds; a literal in it stays apart from the text around it."""
        place = self._places.node(tree)
        if not inner:
            return Template(place.source, place.start, place.end, [])
        node = self._expressions.sequence(inner)
        if isinstance(node, Literal):
            return Template(place.source, place.start, place.end, [node])
        return node

    def _if(self, tree: TreeNode, *, escapes: bool) -> Node:
        intro, last = tree.children[0], tree.children[-1]
        other = next((one for one in tree.children if one.type == "template_else_intro"), None)
        condition = self._expressions.sequence(
            [one for one in intro.children if one.type == "expression"]
        )
        yes = self._inside(tree, intro, other or last, escapes=escapes)
        no = self._inside(tree, other or last, last, escapes=escapes)
        return TemplateIf(self._places.node(tree), condition, yes, no)

    def _for(self, tree: TreeNode, *, escapes: bool) -> Node:
        opening = tree.children[0]
        intro = next((one for one in opening.children if one.type == "for_intro"), opening)
        names, collection = self._expressions.intro(intro)
        if collection is None:
            return self._expressions.unreadable(tree, "this directive is not HCL")
        body = self._inside(tree, opening, tree.children[-1], escapes=escapes)
        return TemplateFor(self._places.node(tree), names, collection, body)

    def _inside(
        self, tree: TreeNode, opening: TreeNode, closing: TreeNode, *, escapes: bool
    ) -> Template:
        """What stands between two tags of a directive."""
        _, start = self._places.offsets(opening)
        end, _ = self._places.offsets(closing)
        end = max(start, end)
        low, high = opening.end_byte, closing.start_byte
        holes = [
            one
            for one in tree.children
            if one.type in _HOLES and low <= one.start_byte and one.end_byte <= high
        ]
        strips = (_strips(self._places.text(opening))[1], _strips(self._places.text(closing))[0])
        parts = list(self._parts(start, end, holes, escapes=escapes))
        place = self._places.place(start, end)
        return Template(place.source, place.start, place.end, _stripped(parts, *strips))


def _strips(tag: str) -> tuple[bool, bool]:
    """Does a hole eat the blanks before it, and after it?"""
    return tag[2:3] == "~", tag[-2:-1] == "~"


def _stripped(parts: list[Node], first: bool, last: bool) -> list[Node]:  # noqa: FBT001 - two edges
    if first and parts and isinstance(parts[0], Literal):
        parts = [_changed(parts[0], str(parts[0].value).lstrip()), *parts[1:]]
    if last and parts and isinstance(parts[-1], Literal):
        parts = [*parts[:-1], _changed(parts[-1], str(parts[-1].value).rstrip())]
    return parts


def _changed(literal: Literal, text: str) -> Literal:
    return Literal(literal.source, literal.start, literal.end, text)


def _dedented(parts: list[Node]) -> list[Node]:
    """Each line without the indentation that all lines share; blank lines do not count."""
    depth = min(_indents(parts), default=0)
    if not depth:
        return parts
    found: list[Node] = []
    fresh = True
    for part in parts:
        if not isinstance(part, Literal):
            found.append(part)
            fresh = False
            continue
        for line, offset in _lines(str(part.value)):
            blanks = len(line) - len(line.lstrip(" \t"))
            # A line of nothing but blanks keeps them, as in Terraform.
            cut = min(depth, blanks) if fresh and (line.strip() or not line.endswith("\n")) else 0
            start = min(part.start + offset + cut, part.end)
            end = min(part.start + offset + len(line), part.end)
            found.append(Literal(part.source, start, max(start, end), line[cut:]))
            fresh = line.endswith("\n")
    return found


def _indents(parts: list[Node]) -> Iterator[int]:
    fresh = True
    for index, part in enumerate(parts):
        if not isinstance(part, Literal):
            if fresh:
                yield 0
            fresh = False
            continue
        lines = list(_lines(str(part.value)))
        for number, (line, _) in enumerate(lines):
            blank = not line.strip()
            followed = number == len(lines) - 1 and index < len(parts) - 1
            if fresh and (not blank or (followed and not line.endswith("\n"))):
                yield len(line) - len(line.lstrip(" \t"))
            fresh = line.endswith("\n")


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Each line with its break, and where it begins."""
    offset = 0
    while offset < len(text):
        end = text.find("\n", offset) + 1 or len(text)
        yield text[offset:end], offset
        offset = end


def _unescaped(raw: str) -> str:
    if "\\" not in raw and "{" not in raw:
        return raw
    return _ESCAPE.sub(_character, raw)


def _character(found: re.Match[str]) -> str:
    short, long, letter, doubled = found.groups()
    if doubled:
        return doubled
    if letter is not None:
        return _LETTERS.get(letter, letter)
    code = int(short or long, 16)
    return chr(code) if code <= _LAST_CHARACTER else "\N{REPLACEMENT CHARACTER}"
