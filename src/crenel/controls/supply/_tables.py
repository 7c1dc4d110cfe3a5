"""Dated tables of the world outside: runtimes and their ends, accounts that publish layers."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_HERE = Path(__file__).parent / "_data"


class Life(msgspec.Struct, frozen=True):
    """When a runtime loses support, and from when functions on it cannot be made or changed."""

    deprecated: date
    create_blocked: date | None
    update_blocked: date | None
    successor: str


@cache
def runtimes() -> dict[str, Life]:
    """Runtimes by identifier; one that is missing is not known to the table."""
    rows = _table("runtimes")["runtimes"]
    return {name: _life(*row) for name, row in rows.items()}


@cache
def layer_accounts() -> dict[str, str]:
    """Publishers of well-known layers by account."""
    return dict(_table("layer_accounts")["accounts"])


class Images(msgspec.Struct, frozen=True):
    """Registries where everybody may publish, and who publishes what there."""

    public: frozenset[str]
    publishers: dict[str, str]
    """By the beginning of a repository's name, its registry first."""


@cache
def base_images() -> Images:
    """Images that functions are built on."""
    table = _table("base_images")
    return Images(frozenset(table["public"]), dict(table["publishers"]))


@cache
def abandoned_plugins() -> dict[str, tuple[str, str]]:
    """Plugins that nobody maintains: since when that is known, and who says so."""
    rows = _table("plugins")["abandoned"]
    return {name: (str(day), str(source)) for name, (day, source) in rows.items()}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _life(deprecated: str, create: str, update: str, successor: str) -> Life:
    return Life(date.fromisoformat(deprecated), _day(create), _day(update), successor)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
