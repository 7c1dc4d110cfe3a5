"""The resources of one application, for rows that must look at a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from crenel.model.entities import Entity
from crenel.model.resource import Resource
from crenel.model.value import Value


class World:
    """All resources, found by id, by type, or by a reference inside a value."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self.resources = resources

    @cached_property
    def _by_id(self) -> dict[str, Resource]:
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def _by_type(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.type, []).append(resource)
        return found

    def get(self, resource_id: str) -> Resource | None:
        """The resource of an id."""
        return self._by_id.get(resource_id)

    def of_type(self, *types: str) -> Iterator[Resource]:
        """All resources of some types."""
        for one in types:
            yield from self._by_type.get(one, ())

    def referred(self, value: Value, *types: str) -> Resource | None:
        """The first resource that a value refers to, of one of the types if any are named."""
        for ref in value.refs():
            resource = self._by_id.get(ref.target)
            if resource is not None and (not types or resource.type in types):
                return resource
        return None

    def naming(self, path: str, resource: Resource, *types: str) -> Iterator[Resource]:
        """Resources of these types whose property at ``path`` refers to ``resource``."""
        for one in self.of_type(*types):
            if any(ref.target == resource.id for ref in one[path].refs()):
                yield one


Row = Callable[[Resource, World], Iterable[Entity]]


class Rows:
    """The rows of one vocabulary: resource type -> what it means."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def __call__(self, *types: str) -> Callable[[Row], Row]:
        """Marks a function as the row of some resource types."""

        def register(row: Row) -> Row:
            self._rows.update(dict.fromkeys(types, row))
            return row

        return register

    def entities(self, world: World) -> Iterator[Entity]:
        """Every entity that the resources mean, in their order."""
        for resource in world.resources:
            row = self._rows.get(resource.type) or self._rows.get(_family(resource.type))
            if row is not None:
                yield from row(resource, world)

    def types(self) -> Iterator[str]:
        """Every resource type that has a row."""
        return iter(self._rows)

    def knows(self, kind: str) -> bool:
        """Has this resource type a row?"""
        return kind in self._rows or _family(kind) in self._rows


def _family(kind: str) -> str:
    return kind.partition("::")[0] + "::*"
