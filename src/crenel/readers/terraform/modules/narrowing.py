"""What the validations of a variable leave of its values."""

from __future__ import annotations

import re

from crenel.model.value import Scalar
from crenel.readers.terraform.syntax.nodes import (
    Attr,
    Binary,
    Block,
    Call,
    Literal,
    Name,
    Node,
    Tuple,
)

_WORDS = re.compile(r"\^\(?((?:[\w.-]+\|)*[\w.-]+)\)?\$")
_MOST = 64


def allowed_by(name: str, block: Block) -> tuple[Scalar, ...]:
    """The values that a variable may take; none where anything may be."""
    for validation in block.body.of_type("validation"):
        condition = validation.body.value("condition")
        found = _allowed(condition, name) if condition is not None else None
        if found:
            return tuple(dict.fromkeys(found))[:_MOST]
    return ()


def _allowed(node: Node, name: str) -> list[Scalar] | None:
    """``contains([...], var.x)``, ``var.x == "a" || ...``, ``can(regex("^(a|b)$", var.x))``."""
    if isinstance(node, Binary):
        return _compared(node, name)
    if not isinstance(node, Call):
        return None
    arguments = node.arguments
    if node.name == "contains" and len(arguments) == 2:  # noqa: PLR2004 - a list and a value
        return _listed(arguments[0]) if _is_variable(arguments[1], name) else None
    if node.name == "can" and len(arguments) == 1:
        return _allowed(arguments[0], name)
    if node.name == "regex" and len(arguments) == 2 and _is_variable(arguments[1], name):  # noqa: PLR2004
        return _matching(arguments[0])
    return None


def _compared(node: Binary, name: str) -> list[Scalar] | None:
    if node.sign == "||":
        left, right = _allowed(node.left, name), _allowed(node.right, name)
        return None if left is None or right is None else left + right
    if node.sign == "&&":
        return _allowed(node.left, name) or _allowed(node.right, name)
    if node.sign != "==":
        return None
    for variable, word in ((node.left, node.right), (node.right, node.left)):
        if _is_variable(variable, name) and isinstance(word, Literal) and word.value is not None:
            return [word.value]
    return None


def _listed(node: Node) -> list[Scalar] | None:
    if not isinstance(node, Tuple):
        return None
    words = [one.value for one in node.items if isinstance(one, Literal) and one.value is not None]
    return words if len(words) == len(node.items) else None


def _matching(pattern: Node) -> list[Scalar] | None:
    if not isinstance(pattern, Literal):
        return None
    found = _WORDS.fullmatch(str(pattern.value))
    return list(found[1].split("|")) if found and "." not in found[1] else None


def _is_variable(node: Node, name: str) -> bool:
    variable = isinstance(node, Attr) and isinstance(node.base, Name)
    return variable and node.name == name and node.base.name == "var"  # type: ignore[attr-defined]  # both were asked
