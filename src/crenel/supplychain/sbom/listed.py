"""What a bill of materials lists, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from crenel.supplychain.component import Scope


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One library, as a bill names it."""

    purl: str
    """Empty where the bill gives none."""
    name: str
    licence: str = ""
    scope: Scope = Scope.RUNTIME
    parts: tuple[str, ...] = ()
    """The refs of the parts that have it."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the application that the bill tells apart: crenel's own do so with functions."""

    ref: str
    name: str
    runtime: str = ""
    gaps: tuple[tuple[str, str], ...] = ()
    """What the bill says is not in it: a subject and a reason."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A whole bill."""

    libraries: tuple[Listed, ...]
    parts: tuple[Part, ...] = ()


def reached(roots: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """The refs that edges lead to from some refs, these included."""
    found: set[str] = set()
    pending = list(roots)
    while pending:
        one = pending.pop()
        if one not in found:
            found.add(one)
            pending.extend(edges.get(one, ()))
    return found


def gap(text: str) -> tuple[str, str]:
    """``subject: reason`` as crenel's bills write it."""
    subject, _, reason = text.rpartition(": ")
    return subject or text, reason
