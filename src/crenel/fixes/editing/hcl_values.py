"""Plain values of Terraform's language: read from what is written, and written."""

from __future__ import annotations

import re

from crenel.fixes.editing.edit import Refused
from crenel.fixes.recipe import Setting
from crenel.readers.terraform.syntax.nodes import Literal, Node, Object, Tuple, Unary

COMPUTED = "it is computed there: decide it by hand"
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]|[$%](?=\{)')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "$": "$$", "%": "%%"}
_NAME = re.compile(r"[A-Za-z_][\w-]*")


def plain(node: Node) -> Setting:
    """What is written out there. Raises Refused where it is computed."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Unary) and node.sign == "-":
        return _negative(plain(node.operand))
    if isinstance(node, Tuple):
        return [plain(one) for one in node.items]
    if isinstance(node, Object):
        return {str(plain(key)): plain(value) for key, value in node.pairs}
    raise Refused(COMPUTED)


def _negative(value: Setting) -> Setting:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(COMPUTED)
    return -value


def alike(one: Setting, other: Setting) -> bool:
    """Are they the same, type and all? ``true`` is not 1."""
    return repr(one) == repr(other)


def written(value: Setting) -> str:
    """A value as an expression."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_SPECIAL.sub(lambda found: _escaped(found[0]), value)}"'
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {written(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value)


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) else written(key)


def _escaped(character: str) -> str:
    return _SHORT.get(character) or f"\\u{ord(character):04x}"
