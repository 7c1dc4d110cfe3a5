"""The connectors of a template: resources of their own, or entries in their source."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.model.guard import Atom, Guard
from crenel.model.resource import Resource
from crenel.model.value import Absent, Map, Value, mapping
from crenel.readers.sam.connectors.connect import connect
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.stack import Stack
from crenel.readers.sam.values import cases_of, fields, word

TYPE = "AWS::Serverless::Connector"


def connected(written: Iterable[Resource], made: list[Resource], stack: Stack) -> list[Resource]:
    """The resources that all connectors of the template stand for."""
    known = {resource.id: resource for resource in made}
    stack.made = []
    for resource in written:
        if resource.type == TYPE:
            _connect(resource, resource.properties, known, stack)
        embedded = resource.attributes.get("Connectors")
        if not isinstance(embedded, Absent):
            _connect_embedded(resource, embedded, known, stack)
    return stack.made


def _connect(
    resource: Resource, properties: Value, known: dict[str, Resource], stack: Stack
) -> None:
    maker = Maker(resource, properties, stack)
    if not connect(maker, maker.get("Source"), maker.get("Destination"), known):
        stack.made.append(resource)


def _connect_embedded(
    resource: Resource, embedded: Value, known: dict[str, Resource], stack: Stack
) -> None:
    for guard, name, connector, span in fields(embedded):
        for inner, one in cases_of(connector):
            joined = _conditioned(guard, one).conjoin(inner)
            if joined is None or not isinstance(one, Map):
                continue
            properties = one.get("Properties")
            outer = Maker(resource, properties, stack)
            place = span or one.span or outer.span
            phrase = f"the connector {name} of {outer.base}"
            maker = outer.within(outer.base + name, place, joined, phrase)
            if maker is not None:
                source = _source(outer, properties)
                connect(maker, source, properties.get("Destination"), known)


def _conditioned(guard: Guard, connector: Value) -> Guard:
    """A connector inside a resource may have a condition of its own; it is left open."""
    name = word(connector.get("Condition"))
    if not name:
        return guard
    atom = Atom(f"condition {name}", "true", name)
    return guard.conjoin(Guard(((atom, True),))) or guard


def _source(maker: Maker, properties: Value) -> Value:
    own = mapping({"Id": maker.known(maker.base)}, maker.span)
    qualifier = properties.get("SourceReference").get("Qualifier")
    return own if isinstance(qualifier, Absent) else own.merged({"Qualifier": qualifier})
