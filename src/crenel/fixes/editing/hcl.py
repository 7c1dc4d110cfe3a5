"""Setting a path in a block of Terraform's language, keeping comments and layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.editing.hcl_values import COMPUTED, alike, plain, written
from crenel.fixes.recipe import Setting
from crenel.model.source import Source
from crenel.readers.terraform.syntax.hcl import parse_body
from crenel.readers.terraform.syntax.json_syntax import MAPS
from crenel.readers.terraform.syntax.nodes import Block, Literal, Node, Object, Unary
from crenel.readers.terraform.syntax.places import Problems

_STEP = "  "
_ALIGNED = re.compile(r"[ \t]*[\w-]+(?P<gap> +)=[^=]")
"""A line that sets an attribute: the next one's sign stands below its sign."""


class HclText:
    """A text, and its blocks to find one's way in it. Raises Refused where it is no HCL."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        problems: Problems = []
        try:
            self._body = parse_body(Source("", text), problems)
        except ReadProblem as problem:
            raise Refused(f"it cannot be read: {problem}") from None
        self._broken = [span for _, span in problems]

    def resource(self, kind: str, name: str) -> Block:
        """The block of a resource. Raises Refused where there is none, or more than one."""
        blocks = self._body.of_type("resource")
        found = [block for block in blocks if block.labels == [kind, name]]
        if len(found) != 1:
            raise Refused(f"{kind}.{name} stands in it {len(found)} times")
        whole = found[0].whole
        if any(whole.start <= span.start < whole.end for span in self._broken):
            raise Refused("a part of it cannot be read")
        return found[0]

    def setting(self, block: Block, path: Sequence[str], value: Setting) -> Edit:
        """The edit that makes ``value`` stand under a path of ``block``. Raises Refused.

        All words but the last are nested blocks, or objects where those are written.
        """
        for depth, key in enumerate(path):
            rest = path[depth + 1 :]
            attribute = block.body.attributes.get(key)
            if attribute is not None:
                return self._within(attribute.value, rest, value)
            inner = self._nested(block, key)
            if inner is None:
                return self._insertion(block, [key, *rest], value)
            if not rest:
                raise Refused("a block stands there: decide it by hand")
            block = inner
        raise Refused("the path is empty")

    def _nested(self, block: Block, key: str) -> Block | None:
        found = block.body.of_type(key)
        if any(key in one.labels for one in block.body.of_type("dynamic")):
            raise Refused(COMPUTED)
        if len(found) > 1:
            raise Refused(f"{key} is written {len(found)} times: decide it by hand")
        return found[0] if found else None

    def _within(self, node: Node, path: Sequence[str], value: Setting) -> Edit:
        """In the value of an attribute: the value itself, or what stands under keys of it."""
        if not path:
            return self._replacement(node, value)
        if not isinstance(node, Object) or not all(
            isinstance(key, Literal) for key, _ in node.pairs
        ):
            raise Refused(COMPUTED)
        for key, inner in node.pairs:
            if isinstance(key, Literal) and key.value == path[0]:
                return self._within(inner, path[1:], value)
        for word in reversed(path[1:]):
            value = {word: value}
        return self._into_object(node, path[0], value)

    def _replacement(self, node: Node, value: Setting) -> Edit:
        if alike(plain(node), value):
            return Edit(node.start, node.start, "")
        if not isinstance(node, Literal | Unary):
            raise Refused(COMPUTED)
        return Edit(node.start, node.end, written(value))

    # -- inserting ---------------------------------------------------------------------------

    def _into_object(self, node: Object, key: str, value: Setting) -> Edit:
        entry, inside = f"{key} = {written(value)}", node.start + 1
        if not node.pairs:
            if self.text[inside : node.end - 1].strip():
                raise Refused("only a comment is written there: decide it by hand")
            return Edit(inside, node.end - 1, f" {entry} ")
        first = node.pairs[0][0].start
        gap = self.text[inside:first]
        if "\n" in gap:  # one entry a line: keep it so
            lead = gap[len(gap.rstrip(" \t")) :]
            return Edit(first, first, f"{entry}{self._newline}{lead}")
        return Edit(first, first, f"{entry}, ")

    def _insertion(self, block: Block, path: Sequence[str], value: Setting) -> Edit:
        """New lines at the end of a block; one that stands on one line is opened up."""
        opening, closing = self._braces(block)
        outer = self._indent(opening)
        indent = self._inner_indent(block, outer)
        inside = self.text[opening + 1 : closing]
        last = self._last_line(inside)
        lines = _lines(path, value, indent, self._name_width(path, last))
        apart = len(lines) > 1 or _ends_with_block(block)
        if apart and inside.strip() and last.strip():
            lines.insert(0, "")  # a nested block stands apart from what is beside it
        added = "".join(f"{line}{self._newline}" for line in lines)
        line_start = self.text.rfind("\n", 0, closing) + 1
        if line_start > opening and not self.text[line_start:closing].strip():
            return Edit(line_start, line_start, added)
        kept = inside.strip() if line_start <= opening else inside.rstrip()
        head = f"{self._newline}{indent}{kept}" if kept and line_start <= opening else kept
        return Edit(opening + 1, closing, f"{head}{self._newline}{added}{outer}")

    def _braces(self, block: Block) -> tuple[int, int]:
        opening, closing = self.text.find("{", block.end), block.whole.end - 1
        if self.text[block.end : opening].strip() or self.text[closing : closing + 1] != "}":
            raise Refused("its block is written in an unusual way")
        return opening, closing

    def _indent(self, offset: int) -> str:
        """The blanks that the line of an offset begins with."""
        line = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        return line[: len(line) - len(line.lstrip())]

    def _inner_indent(self, block: Block, outer: str) -> str:
        """That of what stands in the block already, on a line of its own; two blanks otherwise."""
        for one in [*block.body.attributes.values(), *(b.whole for b in block.body.blocks)]:
            before = self.text[self.text.rfind("\n", 0, one.start) + 1 : one.start]
            if not before.strip():
                return before
        return outer + _STEP

    def _last_line(self, inside: str) -> str:
        """The line before the one that the block ends on."""
        return inside.rstrip(" \t").removesuffix("\n").removesuffix("\r").rpartition("\n")[2]

    def _name_width(self, path: Sequence[str], last: str) -> int:
        """How wide the name is to be, so that signs stand below each other where they can."""
        found = _ALIGNED.match(last) if len(path) == 1 else None
        return len(last[: found.end("gap")].strip(" \t")) + len(found["gap"]) - 1 if found else 0


def _ends_with_block(block: Block) -> bool:
    last = max((one.start for one in block.body.attributes.values()), default=-1)
    return any(one.whole.start > last for one in block.body.blocks)


def _lines(path: Sequence[str], value: Setting, indent: str, width: int = 0) -> list[str]:
    """The lines that set a path: an attribute, or the blocks around it."""
    key, rest = path[0], path[1:]
    if rest and key in MAPS:
        for word in reversed(rest):
            value = {word: value}
        rest = ()
    if not rest:
        return [f"{indent}{key:<{width}} = {written(value)}"]
    return [f"{indent}{key} {{", *_lines(rest, value, indent + _STEP), f"{indent}}}"]
