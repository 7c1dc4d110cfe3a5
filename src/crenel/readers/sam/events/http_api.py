"""``HttpApi``: a route of an HTTP API."""

from __future__ import annotations

from crenel.model.value import Absent, Value
from crenel.readers.sam.apis.route import (
    ANY,
    HTTP,
    Route,
    api_ids,
    normal_method,
    permitted_method,
    permitted_path,
)
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit
from crenel.readers.sam.values import word

_SOURCE = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*"
_TYPE = "AWS::Serverless::HttpApi"


def expand(event: Event) -> None:
    """The permission; the API gets its routes when all events are known."""
    maker = event.maker
    path, method = word(event.get("Path")), word(event.get("Method"))
    if not path and not method:
        path, method = "$default", ANY
    if not path or not method:
        maker.note(f"the event {event.name} needs both a Path and a Method that are known")
        return
    given = event.get("ApiId")
    covered = False
    for api in api_ids(maker, given, HTTP):
        resource = maker.stack.resources.get(api)
        if not isinstance(given, Absent) and (resource is None or resource.type != _TYPE):
            maker.note("ApiId names an AWS::Serverless::HttpApi of the same template", given.span)
            continue
        route = Route(path, normal_method(method), event.properties, maker, event.target.arn)
        pending = maker.stack.routes.setdefault(api, [])
        covered = covered or (path != "$default" and _has_default(pending, event))
        pending.append(route)
    if not covered:
        _permit(event, path, method, given)


def _permit(event: Event, path: str, method: str, given: Value) -> None:
    maker = event.maker
    reference = maker.ref(name=HTTP) if isinstance(given, Absent) else given
    place = "" if path == "$default" else permitted_path(path)
    tail = f"/{permitted_method(method)}{place}"
    if method.lower() == "any" and place == "/$default":
        tail = place
    permit(event, "apigateway", maker.text(_SOURCE + tail, Api=reference))


def _has_default(pending: list[Route], event: Event) -> bool:
    """A permission for ``$default`` of the same function covers every route."""
    return any(
        route.path == "$default"
        and route.method == ANY
        and route.maker.resource is event.maker.resource
        and isinstance(event.target.alias, Absent)
        for route in pending
    )
