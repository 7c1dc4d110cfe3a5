"""CloudFormation resource types -> entities; used for SAM, CDK and nested stacks too.

One file per AWS service; a new file in this folder is found by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from crenel.folders import load_all
from crenel.model.entities import Entity
from crenel.model.resource import Resource
from crenel.readers.vocabulary.cloudformation.row import row
from crenel.readers.vocabulary.world import World


def entities_of(resources: Iterable[Resource]) -> list[Entity]:
    """Every entity that these resources mean."""
    return entities_in(World(list(resources)))


def entities_in(world: World) -> list[Entity]:
    """Every entity that the resources of a world mean; types of other vocabularies have none."""
    _load()
    return list(row.entities(world))


def types_known() -> frozenset[str]:
    """Every resource type that has a row."""
    _load()
    return frozenset(row.types())


@cache
def _load() -> None:
    load_all(__name__, __path__)
