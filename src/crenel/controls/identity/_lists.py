"""The dated lists of this family: actions by what they do, managed policies by how wide they are.

The files in ``_data`` say where each comes from and when it was read.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from crenel.analysis.globs import Actions
from crenel.dated import rows_of

_DATA = Path(__file__).parent / "_data"


@cache
def table(name: str) -> dict[str, Any]:
    """A data file."""
    return rows_of(_DATA / f"{name}.toml")


@cache
def actions(name: str) -> Actions:
    """The actions of a data file that lists them by service, as words of one text.

    Texts, because the standard library reads a list of thousands ten times slower.
    """
    return Actions(
        f"{service}:{action}" for service, names in table(name).items() for action in names.split()
    )
