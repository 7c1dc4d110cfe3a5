"""A recipe: what to write into a resource so that a control passes; ``name.toml`` beside it.

::

    safe = true
    note = "what a person should know before applying it"

    [set."AWS::DynamoDB::Table"]
    "Properties.DeletionProtectionEnabled" = true

The types are those of the format, as written (``AWS::...``, ``aws_...``,
``Serverless::Function``); the paths lead through its own keys. ``safe`` means: no caller can
notice, whatever the application does; everything else needs ``--unsafe``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import DataError

Setting = Any
"""A scalar, a list or a map, as TOML gives them."""


_HEADING = re.compile(r"^\[set\.(?:\"([^\"]+)\"|([\w-]+))\]", re.MULTILINE)


class Grant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a function's role needs, too, for the setting to work."""

    policy: str
    """The ARN of a policy that AWS manages."""
    unless: str
    """A word that tells that the role has it already, in any case of letters."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a control is made to pass."""

    safe: bool
    note: str = ""
    """What changes for others; unsafe recipes must say it."""
    role: Grant | None = None
    """What the function's role is given, where it is written in the same template."""
    set: Mapping[str, Mapping[str, Setting]]
    """Type of resource -> dotted path -> what is to stand there."""

    def settings(self, kind: str) -> Mapping[str, Setting]:
        """What to set in a resource of a type; empty where there is no recipe for it."""
        return self.set.get(kind, {})


@cache
def types_of(path: Path) -> frozenset[str]:
    """The types that a recipe is for, by its headings alone: every run asks, few read it whole."""
    try:
        found = _HEADING.findall(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    return frozenset(quoted or plain for quoted, plain in found)


@cache
def read(path: Path) -> Recipe | None:
    """The recipe in a file; None where there is none. Raises DataError."""
    if not path.exists():
        return None
    try:
        recipe = msgspec.toml.decode(path.read_bytes(), type=Recipe)
    except (msgspec.MsgspecError, ValueError) as error:
        raise DataError(f"{path.name} holds no recipe: {error}", "Mend the file") from None
    if not recipe.safe and not recipe.note:
        raise DataError(f"{path.name} is not safe and does not say why", "Add a note")
    return recipe
