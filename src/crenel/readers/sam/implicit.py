"""The APIs that nobody wrote: events without an API share one."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Guard
from crenel.model.resource import Resource
from crenel.model.value import NOTHING, Map, Value
from crenel.readers.sam.apis.route import HTTP, REST, Route
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.merging import Globals
from crenel.readers.sam.stack import Stack
from crenel.readers.sam.values import word

_TYPES = {REST: "AWS::Serverless::Api", HTTP: "AWS::Serverless::HttpApi"}


def implicit_makers(stack: Stack, shared: Globals) -> Iterator[Maker]:
    """A maker for each implicit API that has a route."""
    for identity, routes in list(stack.routes.items()):
        taken = stack.resources.get(identity)
        if taken is not None:
            if taken.type not in _TYPES.values():
                stack.note(f"{identity} is the name of an implicit API", taken.origin.span)
            continue
        name = identity.removeprefix(routes[0].maker.prefix)
        if name not in _TYPES:
            continue
        resource = _resource(identity, name, routes)
        maker = Maker(resource, shared.merged(resource), stack)
        maker.base, maker.prefix = name, routes[0].maker.prefix
        yield maker


def _resource(identity: str, name: str, routes: list[Route]) -> Resource:
    first = routes[0].maker
    content: dict[str, Value] = {"StageName": first.known("Prod")} if name == REST else {}
    tags = _tags(routes)
    if tags:
        content["Tags"] = Map(content=tags, span=first.span, via=first.via)
        content["PropagateTags"] = first.known(scalar=True)
    return Resource(
        id=identity,
        type=_TYPES[name],
        properties=Map(content=content, span=first.span, via=first.via),
        origin=first.origin,
        guard=_guard(routes),
        attributes=NOTHING,
    )


def _tags(routes: list[Route]) -> dict[str, Value]:
    """The tags of functions that propagate them."""
    tags: dict[str, Value] = {}
    for route in routes:
        own = route.maker.get("Tags")
        asked = word(route.maker.get("PropagateTags")).lower() == "true"
        if asked and isinstance(own, Map):
            tags.update(own.content)
    return tags


def _guard(routes: list[Route]) -> Guard:
    guards = {route.maker.guard for route in routes}
    return guards.pop() if len(guards) == 1 else ALWAYS
