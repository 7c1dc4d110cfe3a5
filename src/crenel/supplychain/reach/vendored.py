"""Distributions that lie inside another one (``setuptools/_vendor``): they come and go with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.supplychain.component import Dependency, Presence
from crenel.supplychain.inventory.bill import Component

Key = tuple[str, str, str]


def holders(components: Iterable[Component]) -> dict[Key, Component]:
    """Key of a distribution -> the one inside whose package every installed copy of it lies."""
    every = list(components)
    packages = {folder: one for one in every for folder in _packages(one)}
    found: dict[Key, Component] = {}
    for one in every:
        around = [_around(place, packages) for place in _sites(one)]
        if around and around[0] is not None and None not in around:
            found[one.key] = around[0]
    return found


def site_of(one: Dependency) -> str:
    """The folder that an installed Python distribution was put into."""
    inner = one.file.rpartition("/")[0]
    single = one.stripped and not one.file.endswith("/__init__.py")
    return inner if single else inner.rpartition("/")[0]


def _installed(one: Component) -> Iterator[Dependency]:
    return (each for each in one.sightings if each.presence is Presence.INSTALLED and each.modules)


def _sites(one: Component) -> list[str]:
    return [site_of(each) for each in _installed(one)]


def _packages(one: Component) -> Iterator[str]:
    for each in _installed(one):
        for module in each.modules:
            yield "/".join(filter(None, (site_of(each), module.replace(".", "/"))))


def _around(place: str, packages: dict[str, Component]) -> Component | None:
    while place:
        if place in packages:
            return packages[place]
        place = place.rpartition("/")[0]
    return None
