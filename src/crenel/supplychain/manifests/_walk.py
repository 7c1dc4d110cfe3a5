"""From what a project asks for to all that comes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def reached(start: Iterable[str], needs: Mapping[str, Iterable[str]]) -> set[str]:
    """Every name that the first ones lead to, themselves included; circles end."""
    pending = list(start)
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(needs.get(name, ()))
    return found
