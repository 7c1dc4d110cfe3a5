"""The Principal element: ``"*"``, or a map of families to names."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.policy.document import Path
from crenel.policy.parsing.notes import Notes, meant, typed
from crenel.policy.principals import ANY_FAMILY, EVERYONE, FAMILIES, PrincipalPattern, readable


def principals_of(given: object, path: Path, notes: Notes) -> tuple[PrincipalPattern, ...]:
    """The names that the element states."""
    if given == EVERYONE:
        return (PrincipalPattern(ANY_FAMILY, EVERYONE),)
    if not isinstance(given, Mapping):
        said = f"{given:.80}" if isinstance(given, str) else typed(given)
        hint = 'Write "*", or an object such as {"AWS": "123456789012"}'
        notes.refuse(path, f"a principal is not {said}", hint)
        return ()
    if not given:
        notes.refuse(path, "the principal names nobody")
    found: list[PrincipalPattern] = []
    for family, names in given.items():
        if family not in FAMILIES:
            hint = meant(str(family), FAMILIES) or f"Write one of {', '.join(FAMILIES)}"
            notes.refuse((*path, str(family)), f"{family!s:.80} is no kind of principal", hint)
            continue
        found += _names(str(family), names, (*path, str(family)), notes)
    return tuple(sorted(set(found), key=lambda one: (one.family, one.name)))


def _names(family: str, names: object, path: Path, notes: Notes) -> list[PrincipalPattern]:
    listed = names if isinstance(names, list | tuple) else [names]
    if not listed:
        notes.refuse(path, f"{family} names nobody")
    found: list[PrincipalPattern] = []
    for number, name in enumerate(listed):
        place = (*path, number) if listed is names else path
        if not isinstance(name, str):
            notes.refuse(place, f"a principal is a string, not {typed(name)}")
            continue
        pattern = PrincipalPattern(family, name)
        if not readable(pattern):
            hint = "Wildcards are not allowed inside" if "*" in name else ""
            notes.note(place, f"{name:.200} is no principal that IAM knows", hint)
        found.append(pattern)
    return found
