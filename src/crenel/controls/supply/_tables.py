"""Dated tables of the world outside: runtimes and their ends, accounts that publish layers."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from crenel.dated import day, rows_of

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
    return runtimes_in(_HERE / "runtimes.toml")


@cache
def layer_accounts() -> dict[str, str]:
    """Publishers of well-known layers by account."""
    return dict(rows_of(_HERE / "layer_accounts.toml")["accounts"])


class Images(msgspec.Struct, frozen=True):
    """Registries where everybody may publish, and who publishes what there."""

    public: frozenset[str]
    publishers: dict[str, str]
    """By the beginning of a repository's name, its registry first."""


@cache
def base_images() -> Images:
    """Images that functions are built on."""
    table = rows_of(_HERE / "base_images.toml")
    return Images(frozenset(table["public"]), dict(table["publishers"]))


@cache
def abandoned_plugins() -> dict[str, tuple[str, str]]:
    """Plugins that nobody maintains: since when that is known, and who says so."""
    rows = rows_of(_HERE / "plugins.toml")["abandoned"]
    return {name: (str(day), str(source)) for name, (day, source) in rows.items()}


def runtimes_in(path: Path) -> dict[str, Life]:
    """The runtimes of a table. Raises DataError with file and line."""

    def known(text: str) -> date | None:
        return day(text, path) if text else None

    rows: dict[str, list[str]] = rows_of(path)["runtimes"]
    return {
        name: Life(day(row[0], path), known(row[1]), known(row[2]), row[3])
        for name, row in rows.items()
    }
