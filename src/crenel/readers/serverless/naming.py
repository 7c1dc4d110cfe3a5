"""Logical ids as the framework makes them.

Source: the framework's public naming of AWS resources, documented under "AWS Infrastructure
Resources".
"""

from __future__ import annotations

import re

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]")


def upper_first(name: str) -> str:
    """The name with its first letter in upper case."""
    return name[:1].upper() + name[1:]


def normalised(name: str) -> str:
    """A function's name in logical ids: ``my-fn`` -> ``MyDashfn``."""
    return upper_first(name.replace("-", "Dash").replace("_", "Underscore"))


def alphanumeric(name: str) -> str:
    """Only letters and digits, the first in upper case."""
    return upper_first(_NOT_ALNUM.sub("", name))


def path_part(part: str) -> str:
    """One part of a path: ``{id}`` -> ``IdVar``, ``{proxy+}`` -> ``ProxyVar``."""
    word = part.replace("-", "Dash").replace("_", "Underscore").replace("{", "").replace("+", "")
    return alphanumeric(word.replace("}", "Var").replace(".", "Dot"))


def path_name(path: str) -> str:
    """A whole path."""
    return "".join(path_part(part) for part in path.split("/") if part)
