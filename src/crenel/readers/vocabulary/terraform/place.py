"""All resources of one configuration, and what references to them stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import (
    Choice,
    Known,
    List,
    Map,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
)
from crenel.readers.vocabulary.terraform.sources import canonical
from crenel.readers.vocabulary.terraform.table import Table
from crenel.readers.vocabulary.terraform.written import Written
from crenel.readers.vocabulary.world import World

_NAMES = ("name", "function_name", "bucket", "identifier", "stage_name", "domain_name")
"""Arguments that hold a resource's own name: others may name it by that text."""

_MAX_CHAIN = 24
"""References that lead to references (documents built from documents); beyond, over budget."""
_MAX_DEPTH = 200


class Place:
    """Resources by id, with the references inside them settled."""

    def __init__(self, resources: list[Resource], table: Table) -> None:
        self.world = World([_named(one) for one in resources])
        self._table = table
        self._settled: dict[str, Written] = {}
        self._under_way: set[str] = set()

    def written(self, resource: Resource) -> Written:
        """The resource, its references settled."""
        found = self._settled.get(resource.id)
        if found is None:
            self._under_way.add(resource.id)
            properties = settled(resource.properties, self._stands_for)
            self._under_way.discard(resource.id)
            found = Written(msgspec.structs.replace(resource, properties=properties), self)
            self._settled[resource.id] = found
        return found

    def all(self) -> Iterator[Written]:
        """Every resource, in its order."""
        return (self.written(one) for one in self.world.resources)

    def of_type(self, *types: str) -> Iterator[Written]:
        """Every resource of some types."""
        return (self.written(one) for one in self.world.of_type(*types))

    def referred(self, value: Value, *types: str) -> Written | None:
        """The resource that a value refers to, or names by its own name."""
        found = self.world.referred(value, *types)
        if found is None and isinstance(value, Known):
            found = next(
                (one for one in self.world.of_type(*types) if own_name(one) == value.text()), None
            )
        return None if found is None else self.written(found)

    def naming(self, resource: Resource, kind: str, path: str) -> Iterator[Written]:
        """Resources of a type whose argument refers to this one, or has its name."""
        for one in self.of_type(kind):
            found = self.referred(one[path], resource.type)
            if found is not None and found.resource.id == resource.id:
                yield one

    def _stands_for(self, ref: Ref) -> Value:
        resource = self.world.get(ref.target)
        lead = self._table.leads.get((resource.type, ref.attribute)) if resource else None
        if lead is not None:
            changes = {"target": ref.target + lead.suffix, "attribute": lead.attribute}
            return msgspec.structs.replace(ref, **changes)
        row = self._table.attributes.get((resource.type, ref.attribute)) if resource else None
        if resource is None or row is None:
            return ref
        if resource.id in self._under_way or len(self._under_way) > _MAX_CHAIN:
            kind, name = UnknownKind.OVER_BUDGET, ref.text()[2:-1]
            return Unknown(kind=kind, name=name, span=ref.span, via=ref.via)
        made = row(self.written(resource))
        place = ref.span if isinstance(made, Known | Ref | Unknown) else made.span or ref.span
        return msgspec.structs.replace(made, span=place)


def _named(resource: Resource) -> Resource:
    """A module under the registry's name for it, wherever it is taken from."""
    kind = canonical(resource.type)
    return resource if kind == resource.type else msgspec.structs.replace(resource, type=kind)


def own_name(resource: Resource) -> str:
    """The name that a resource gives itself, where it is known."""
    for path in _NAMES:
        value = resource[path]
        if isinstance(value, Known):
            return value.text()
    return ""


def settled(value: Value, change: Callable[[Ref], Value], depth: int = 0) -> Value:
    """The value with every reference in it replaced by what it stands for."""
    if isinstance(value, Ref):
        return change(value)
    if depth > _MAX_DEPTH or not any(value.refs()):
        return value
    if isinstance(value, Map):
        content = {key: settled(one, change, depth + 1) for key, one in value.content.items()}
        return Map(content=content, keys=value.keys, span=value.span, via=value.via)
    if isinstance(value, List):
        elements = tuple(settled(one, change, depth + 1) for one in value.elements)
        return List(elements=elements, span=value.span, via=value.via)
    if isinstance(value, Choice):
        branches = tuple((guard, settled(one, change, depth + 1)) for guard, one in value.branches)
        return Choice(branches=branches, span=value.span, via=value.via)
    return _filled(value, change) if isinstance(value, Text) else value


def _filled(text: Text, change: Callable[[Ref], Value]) -> Value:
    segments = tuple(_segment(one, change) for one in text.segments)
    return Text(segments=segments, span=text.span, via=text.via)


def _segment(
    segment: Known | Unknown | Ref, change: Callable[[Ref], Value]
) -> Known | Unknown | Ref:
    """A hole may become a text or another hole; a structure inside a text stays a hole."""
    if not isinstance(segment, Ref):
        return segment
    made = change(segment)
    return made if isinstance(made, Known | Unknown | Ref) else segment
