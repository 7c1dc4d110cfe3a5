"""Terraform resource types -> entities, by way of the CloudFormation vocabulary.

What AWS means by a property is written once, in the rows of ``vocabulary/cloudformation``. A row
here says which CloudFormation resource a Terraform resource is, and under which names its
arguments go there; what CloudFormation has no resource for makes its entities itself. One file
per AWS service, and one per registry module in ``modules``; a new file is found by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import msgspec

from crenel.model.entities import Entity
from crenel.model.resource import Resource
from crenel.model.value import Value
from crenel.readers.vocabulary.cloudformation import entities_in
from crenel.readers.vocabulary.terraform.place import Place
from crenel.readers.vocabulary.terraform.sources import canonical
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.translation import translated
from crenel.readers.vocabulary.world import World


class Meaning(msgspec.Struct, frozen=True):
    """What Terraform resources mean."""

    entities: list[Entity]
    resources: list[Resource]
    """In CloudFormation's vocabulary: for what stands in for something else, such as aliases."""
    settled: Callable[[Value], Value]
    """What references in a value outside of the resources, an output's, stand for."""


def meaning_of(resources: Iterable[Resource]) -> Meaning:
    """The entities that Terraform resources mean, and their CloudFormation form."""
    _load()
    place = Place(list(resources), TABLE)
    made = translated(place, TABLE)
    world = World(made)
    return Meaning([*entities_in(world), *TABLE.own.entities(world)], made, place.settled)


def entities_of(resources: Iterable[Resource]) -> list[Entity]:
    """Every entity that these resources mean."""
    return meaning_of(resources).entities


def known_types() -> frozenset[str]:
    """The Terraform types that have a row."""
    _load()
    return frozenset(TABLE.types())


def knows_module(source: str) -> bool:
    """Is the module of this source one whose inputs are understood without it?"""
    _load()
    return canonical(f"module:{source}") in TABLE.expansions


def targets() -> dict[str, set[str]]:
    """CloudFormation type -> the Terraform types that become it."""
    _load()
    return TABLE.targets


@cache
def _load() -> None:
    for module in walk_packages(__path__, f"{__name__}."):
        import_module(module.name)
