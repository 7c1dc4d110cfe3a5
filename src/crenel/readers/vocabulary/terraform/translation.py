"""Terraform resources -> CloudFormation resources, parts put into what they belong to."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import Absent, List, Map, Value, where
from crenel.readers.vocabulary.terraform.place import Place
from crenel.readers.vocabulary.terraform.table import Part, Properties, Table
from crenel.readers.vocabulary.terraform.values import joined, nested
from crenel.readers.vocabulary.terraform.written import Written


def translated(place: Place, table: Table) -> list[Resource]:
    """Each resource in CloudFormation's form; those without a row stay as they are."""
    made: list[Resource] = []
    for it in place.all():
        expand = table.expansions.get(it.resource.type)
        made.extend(expand(it) if expand is not None else [it.resource])
    parts = _parts(place, table, {one.id for one in made})
    return [_completed(one, parts.get(one.id, [])) for one in made]


def _parts(
    place: Place, table: Table, known: set[str]
) -> dict[str, list[tuple[Written, Properties]]]:
    """Properties for each resource that parts belong to, by its id."""
    found: dict[str, list[tuple[Written, Properties]]] = {}
    for it in place.all():
        part = table.parts.get(it.resource.type)
        if part is None:
            continue
        for owner in _owners(it, part, known):
            found.setdefault(owner, []).append((it, part.properties(it)))
    return found


def _owners(it: Written, part: Part, known: set[str]) -> list[str]:
    """The ids of what a part belongs to: what its arguments refer to, or have the name of."""
    found: list[str] = []
    for _, value in (item for path in part.owner for item in it.listed(path).items()):
        targets = [ref.target for ref in value.refs() if ref.target in known]
        owner = None if targets else it.place.referred(value, *part.of)
        found.extend(targets if owner is None else [owner.resource.id])
    return list(dict.fromkeys(found))


def _completed(resource: Resource, parts: list[tuple[Written, Properties]]) -> Resource:
    if not parts or not isinstance(resource.properties, Map):
        return resource
    content = dict(resource.properties.content)
    for it, properties in parts:
        _lay(content, nested(properties, it.resource.properties.span), it)
    return msgspec.structs.replace(
        resource, properties=Map(content=content, span=resource.properties.span)
    )


def _lay(content: dict[str, Value], added: Map, it: Written) -> None:
    """Lists grow; of anything else, what was written first counts, where it was written."""
    for name, value in _content(added).items():
        there = content.get(name)
        here = where(it.resource.guard, value)
        if there is None or isinstance(there, Absent):
            content[name] = here
        elif isinstance(there, List) and isinstance(value, List):
            content[name] = joined(there, here)
        elif isinstance(there, Map) and isinstance(value, Map):
            inner = dict(there.content)
            _lay(inner, value, it)
            content[name] = Map(content=inner, span=there.span, via=there.via)
        else:
            content[name] = there.or_else(here)


def _content(value: Map) -> Mapping[str, Value]:
    return value.content
