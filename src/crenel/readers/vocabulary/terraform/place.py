"""All resources of one configuration, and what references to them stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import (
    Absent,
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
from crenel.readers.vocabulary.terraform.table import Attribute, Table
from crenel.readers.vocabulary.terraform.written import Written
from crenel.readers.vocabulary.world import World

_NAMES = ("name", "function_name", "bucket", "identifier", "stage_name", "domain_name")
"""Arguments that hold a resource's own name: others may name it by that text."""

_MAX_CHAIN = 24
"""References that lead to references (documents built from documents); beyond, over budget."""
_MAX_DEPTH = 200

_STORES = frozenset({UnknownKind.SECRET, UnknownKind.SSM})
_READ = (
    (".secret_string", "secretsmanager", "secret_id"),
    (".value", "ssm", "name"),
    (".insecure_value", "ssm", "name"),
)
"""How data sources read from stores: the attribute, the store, the argument with the name."""


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
            properties = self.settled(resource.properties)
            self._under_way.discard(resource.id)
            found = Written(msgspec.structs.replace(resource, properties=properties), self)
            self._settled[resource.id] = found
        return found

    def all(self) -> Iterator[Written]:
        """Every resource, in its order."""
        return (self.written(one) for one in self.world.resources)

    def settled(self, value: Value) -> Value:
        """A value from outside the resources (an output), its references settled."""
        return settled(value, self._stands_for, self._stored)

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
        row = self._row(resource, ref.attribute) if resource else None
        if resource is None or row is None:
            return ref
        if resource.id in self._under_way or len(self._under_way) > _MAX_CHAIN:
            kind, name = UnknownKind.OVER_BUDGET, ref.text()[2:-1]
            return Unknown(kind=kind, name=name, span=ref.span, via=ref.via)
        made = row(self.written(resource))
        place = ref.span if isinstance(made, Known | Ref | Unknown) else made.span or ref.span
        return msgspec.structs.replace(made, span=place)

    def _row(self, resource: Resource, attribute: str) -> Attribute | None:
        """What an attribute stands for. Of what the model has no place for: what was written."""
        row = self._table.attributes.get((resource.type, attribute))
        if row is not None or resource.type in self._table.expansions or "." in attribute:
            return row
        written = resource.properties.get(attribute)
        return None if isinstance(written, Absent | Unknown) else lambda it: it[attribute]

    def _stored(self, unknown: Unknown) -> Unknown:
        """What is read from a store, under the name that it has there."""
        if unknown.kind not in _STORES:
            return unknown
        for mark, service, argument in _READ:
            target, found, rest = unknown.name.partition(mark)
            resource = self.world.get(target) if found else None
            if resource is not None:
                key = f":SecretString:{rest[1:]}" if rest.startswith(".") else ""
                name = f"{service}:{stored_name(resource, argument)}{key}"
                return msgspec.structs.replace(unknown, name=name)
        return unknown


def stored_name(resource: Resource, argument: str) -> str:
    """The name by which something is read from a store; the address where that is not known."""
    name = resource[argument]
    text = resource.id if isinstance(name, Absent | Ref) else name.text()
    return text.replace("${", "").replace("}", "").replace(":", "/")


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


class _Settling:
    """A walk through values that replaces references, and names what is read from stores."""

    def __init__(
        self, refs: Callable[[Ref], Value], unknowns: Callable[[Unknown], Unknown]
    ) -> None:
        self._refs = refs
        self._unknowns = unknowns

    def value(self, value: Value, depth: int = 0) -> Value:
        if isinstance(value, Ref):
            return self._refs(value)
        if isinstance(value, Unknown):
            return self._unknowns(value)
        if depth > _MAX_DEPTH or isinstance(value, Known | Absent):
            return value
        if not any(value.refs()) and not any(one.kind in _STORES for one in value.unknowns()):
            return value
        return self._inside(value, depth + 1)

    def _inside(self, value: Value, depth: int) -> Value:
        span, via = value.span, value.via
        if isinstance(value, Map):
            content = {key: self.value(one, depth) for key, one in value.content.items()}
            return Map(content=content, keys=value.keys, span=span, via=via)
        if isinstance(value, List):
            elements = tuple(self.value(one, depth) for one in value.elements)
            return List(elements=elements, span=span, via=via)
        if isinstance(value, Choice):
            branches = tuple((guard, self.value(one, depth)) for guard, one in value.branches)
            return Choice(branches=branches, span=span, via=via)
        if isinstance(value, Text):
            segments = tuple(self._segment(one) for one in value.segments)
            return Text(segments=segments, span=span, via=via)
        return value

    def _segment(self, segment: Known | Unknown | Ref) -> Known | Unknown | Ref:
        """A hole may become a text or another hole; a structure in a text stays a hole."""
        made = self.value(segment)
        return made if isinstance(made, Known | Unknown | Ref) else segment


def settled(
    value: Value,
    refs: Callable[[Ref], Value],
    unknowns: Callable[[Unknown], Unknown] = lambda one: one,
) -> Value:
    """The value with every reference in it replaced by what it stands for."""
    return _Settling(refs, unknowns).value(value)
