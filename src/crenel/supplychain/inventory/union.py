"""Many sightings -> components: each library and version once, with every place it was seen at."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.inventory.bill import Component, Standing

_SUREST = (
    Presence.INSTALLED,
    Presence.LOCKED,
    Presence.DECLARED,
    Presence.BUNDLED,
    Presence.PROVIDED,
)


def union(sightings: Iterable[Dependency]) -> list[Component]:
    """The components, sorted. What is installed decides which versions there are."""
    by_name: dict[tuple[Ecosystem, str], list[Dependency]] = {}
    for one in sightings:
        by_name.setdefault((one.ecosystem, one.name), []).append(one)
    every = [one for group in by_name.values() for one in group]
    needed = {(one.ecosystem, need) for one in every for need in one.needs}
    built = {one.ecosystem for one in every if one.presence.is_there}
    asked = {one.ecosystem for one in every if not one.presence.is_there}
    found = [
        component
        for key, group in by_name.items()
        for component in _components(
            group, built=key[0] in built, asked=key[0] in asked and key not in needed
        )
    ]
    return sorted(found, key=lambda one: one.key)


def _components(group: list[Dependency], *, built: bool, asked: bool) -> Iterable[Component]:
    ordered = sorted(group, key=lambda one: (_SUREST.index(one.presence), one.file, one.line))
    installed = {
        one.version for one in ordered if one.presence is Presence.INSTALLED and one.version
    }
    named = {one.version for one in ordered if one.version}
    versions: set[str | None] = set(installed or named) or {None}
    standing = _standing(ordered, built=built, asked=asked)
    for version in versions:
        # Who names no version, or one that was overruled, speaks of all of them.
        own = [one for one in ordered if one.version == version]
        others = [one for one in ordered if one.version not in versions]
        first = own[0] if own else others[0]
        yield Component(
            ecosystem=first.ecosystem,
            name=first.name,
            version=version,
            sightings=tuple([*own, *others] if version else ordered),
            standing=standing,
        )


def _standing(group: list[Dependency], *, built: bool, asked: bool) -> Standing:
    there = any(one.presence.is_there for one in group)
    wanted = any(not one.presence.is_there for one in group)
    if there:
        return Standing.SHIPPED if wanted or not asked else Standing.UNDECLARED
    return Standing.ABSENT if built else Standing.DECLARED
