"""HCL text -> a body: tree-sitter's tree, with what it could not read located."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.readers.terraform.syntax.bodies import Bodies
from crenel.readers.terraform.syntax.nodes import Body, Literal, Node, Template, Unreadable
from crenel.readers.terraform.syntax.places import Places, Problems

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode
    from tree_sitter import Parser

MAX_TEXT = 1024 * 1024
"""Characters of one file; a tree takes up to 800 bytes for each of a hostile one."""
_MOST_ERRORS = 20
_BLOCK = re.compile(
    r"^(?=(?:resource|data|variable|output|locals|module|provider|terraform|ephemeral|moved|import"
    r"|removed|check)\b)",
    re.MULTILINE,
)
"""Where the blocks of a file begin, as everybody writes them: at the edge."""


def parse_body(source: Source, problems: Problems) -> Body:
    """The body of a file; places that are no HCL land in ``problems``, the rest is kept.

    Raises ReadProblem where the file is too large.
    """
    root = _tree(source.text)
    if root.has_error:
        return _salvaged(source, problems)
    return _read(root, Places(source, source.text), problems)


def _read(root: TreeNode, places: Places, problems: Problems) -> Body:
    _errors(root, places, problems)
    body = next((one for one in root.children if one.type == "body"), None)
    return Body() if body is None else Bodies(places, problems).body(body)


def _salvaged(source: Source, problems: Problems) -> Body:
    """Each block by itself, since what is wrong in one would take its neighbours with it."""
    text, whole = source.text, Body()
    starts = [0, *(found.start() for found in _BLOCK.finditer(text) if found.start())]
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        body = _read(_tree(part), Places(source, part, shift=-start), problems)
        whole.attributes.update(body.attributes)
        whole.blocks.extend(body.blocks)
    return whole


def parse_expression(source: Source, problems: Problems) -> Node:
    """A text that is one expression (``--param``). Raises ReadProblem where it is none."""
    body = parse_body(Source(source.path, f"x = {source.text}\n"), problems)
    value = body.value("x")
    if value is None or problems:
        raise ReadProblem("this is no expression", "Write it as Terraform takes it")
    return value


def parse_template(source: Source, problems: Problems, pin: Node | None = None) -> Node:
    """A whole text that is a template; ``pin`` is the place of all of it, where it is inside."""
    whole = pin or Node(source, 0, len(source.text))
    try:
        return _template(source, problems, whole, pin)
    except ReadProblem as problem:
        problems.append((str(problem), whole.span))
        return Unreadable(whole.source, whole.start, whole.end, problem.what)


def _template(source: Source, problems: Problems, whole: Node, pin: Node | None) -> Node:
    marker = "CRENEL_TEXT"
    while marker in source.text:
        marker += "_"
    head = f"x = <<{marker}\n"
    root = _tree(f"{head}{source.text}\n{marker}\n")
    places = Places(source, f"{head}{source.text}\n{marker}\n", shift=len(head), pin=pin)
    _errors(root, places, problems)
    body = next((one for one in root.children if one.type == "body"), None)
    value = None if body is None else Bodies(places, problems).body(body).value("x")
    if value is None:
        return Literal(whole.source, whole.start, whole.end, source.text)
    return _without_last_break(value, whole)


def comments_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of a text stand; what stands in a text or a heredoc is none."""
    if len(text) > MAX_TEXT:
        return
    places = Places(Source("", text), text)
    pending = [_tree(text)]
    while pending:
        node = pending.pop()
        if node.type == "comment":
            yield places.offsets(node)
        else:
            pending.extend(node.children)


def _without_last_break(value: Node, whole: Node) -> Node:
    """Without the line break that the heredoc around it needs."""
    parts = value.parts if isinstance(value, Template) else [value]
    last = parts[-1] if parts else None
    if isinstance(last, Literal) and str(last.value).endswith("\n"):
        text = str(last.value)[:-1]
        end = max(last.start, last.end - 1)
        parts = [*parts[:-1], *([Literal(last.source, last.start, end, text)] if text else [])]
    return Template(whole.source, whole.start, whole.end, parts)


def _tree(text: str) -> TreeNode:
    if len(text) > MAX_TEXT:
        what = f"it has {len(text):,} characters; of HCL crenel reads at most {MAX_TEXT:,}"
        raise ReadProblem(what, "Split it")
    return _parser().parse(text.encode("utf-8", "replace")).root_node


@cache
def _parser() -> Parser:
    import tree_sitter_hcl  # noqa: PLC0415 - loaded for its format
    from tree_sitter import Language, Parser  # noqa: PLC0415

    return Parser(Language(tree_sitter_hcl.language()))


def _errors(root: TreeNode, places: Places, problems: Problems) -> None:
    """Tells the outermost places that are no HCL; iterative, since trees may be deep."""
    pending = [root] if root.has_error else []
    found = 0
    while pending and found < _MOST_ERRORS:
        node = pending.pop()
        if node.is_missing or node.type == "ERROR":
            found += 1
            what = f"{node.type!r} is missing here" if node.is_missing else "this is not HCL"
            problems.append((f"{what}; what stands around it may be lost", places.span(node)))
            continue
        pending.extend(child for child in reversed(node.children) if child.has_error)
