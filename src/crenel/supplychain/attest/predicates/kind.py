"""What every kind of statement offers, and how the one for a type is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

import msgspec

from crenel.supplychain.attest import predicates
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.terms import Terms

_OURS = frozenset({"kind"})

Predicate = Mapping[str, Any]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement is judged by."""

    terms: Terms
    artifact: str
    """The name of the artifact."""
    signers: frozenset[str]
    """The names of the trusted keys that signed it."""
    now: datetime


class Kind(Protocol):
    """One kind of statement."""

    NAME: str
    """What people call it."""
    TYPES: tuple[str, ...]
    """Its types; a version may follow. The first is what is written."""
    NEWEST: bool
    """Does the newest one replace the others?"""

    def times(self, predicate: Predicate) -> Iterator[tuple[str, datetime]]:
        """The moments that it tells, the latest of its making last. Raises Refused."""

    def told(self, predicate: Predicate, case: Case) -> str:
        """What it says, in one line for people."""

    def judged(self, predicate: Predicate, case: Case) -> Iterator[Refused]:
        """What speaks against the artifact. May raise Refused."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of statement, by the names of the files."""
    stems = sorted(
        file.stem for folder in predicates.__path__ for file in Path(folder).glob("[!_]*.py")
    )
    found = (stem for stem in stems if stem not in _OURS)
    return tuple(cast("Kind", import_module(f"{predicates.__name__}.{stem}")) for stem in found)


def kind_of(predicate_type: str) -> Kind | None:
    """The kind of a predicate's type; None for one that is not understood."""
    return next((kind for kind in kinds() if _means(predicate_type, kind.TYPES)), None)


def name_of(predicate_type: str) -> str:
    """What people call a type: its kind's name, or the type itself."""
    kind = kind_of(predicate_type)
    return predicate_type if kind is None else kind.NAME


def _means(predicate_type: str, types: tuple[str, ...]) -> bool:
    return any(predicate_type == one or predicate_type.startswith(f"{one}/v") for one in types)
