"""Values of templates as a person writes them: block style, functions in their short form."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*(?:[:*?]+[\w./*?-]+|\*)*")
"""A word that needs no quotes: ``dynamodb:GetItem``, ``sqs:SendMessage*``."""
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_STEP = 2
_SHORT_LINE = 60
"""Characters of a value that JSON has on one line."""

Setting = Any
"""A scalar, a list or a map; a function of CloudFormation in its long form."""


def block(key: str, value: Setting, indent: int) -> list[str]:
    """The lines of ``key: value`` in block style."""
    lead = " " * indent
    if _is_inline(value):
        return [f"{lead}{key}: {inline(value)}"]
    if isinstance(value, dict):
        inner = [line for name, one in value.items() for line in block(name, one, indent + _STEP)]
        return [f"{lead}{key}:", *inner]
    return [f"{lead}{key}:", *(line for one in value for line in _item(one, indent + _STEP))]


def _item(value: Setting, indent: int) -> list[str]:
    """One element of a list, behind its dash."""
    lead = " " * indent
    if _is_inline(value):
        return [f"{lead}- {inline(value)}"]
    if not isinstance(value, dict):
        return [f"{lead}-", *(line for one in value for line in _item(one, indent + _STEP))]
    lines = [line for name, one in value.items() for line in block(name, one, indent + _STEP)]
    return [f"{lead}- {lines[0].lstrip()}", *lines[1:]]


def _is_inline(value: Setting) -> bool:
    """Does it stand on the line of its key? Scalars, what is empty, and functions of scalars."""
    return not isinstance(value, dict | list) or not value or _short(value) is not None


def inline(value: Setting) -> str:
    """A value on one line, as YAML."""
    short = _short(value)
    if short is not None:
        return short
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value)


def scalar(value: Setting) -> str:
    """A scalar, quoted where it must be."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def _short(value: Setting) -> str | None:
    """``{"Fn::Sub": "x"}`` as ``!Sub "x"``; None for what is no function of scalars."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((name, given),) = value.items()
    if name == "Fn::GetAtt" and isinstance(given, list) and all(isinstance(x, str) for x in given):
        return "!GetAtt " + scalar(".".join(given))
    if name == "Fn::Join" and isinstance(given, list):
        return "!Join " + inline(given)
    if not (name == "Ref" or name.startswith("Fn::")) or isinstance(given, dict | list):
        return None
    return f"!{name.removeprefix('Fn::')} {scalar(given)}"


def as_json(value: Setting, indent: int, step: int) -> str:
    """A value as JSON whose lines after the first stand ``indent`` deep; a short one on one."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) <= _SHORT_LINE:
        return whole
    lines = json.dumps(value, indent=step, ensure_ascii=False).split("\n")
    return ("\n" + " " * indent).join(lines)
