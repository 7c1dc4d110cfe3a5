"""``Api``: a route of a REST API."""

from __future__ import annotations

from crenel.model.value import Absent, Value
from crenel.readers.sam.apis.route import (
    REST,
    Route,
    api_ids,
    normal_method,
    permitted_method,
    permitted_path,
)
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit
from crenel.readers.sam.logical_id import suffix
from crenel.readers.sam.values import literal, word

_SOURCE = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/"
_TYPE = "AWS::Serverless::Api"


def expand(event: Event) -> None:
    """The permission; the API gets its routes when all events are known."""
    maker = event.maker
    path, method = word(event.get("Path")), word(event.get("Method"))
    if not path or not method:
        maker.note(f"the event {event.name} needs a Path and a Method that are known")
        return
    given = event.get("RestApiId")
    for api in api_ids(maker, given, REST):
        resource = maker.stack.resources.get(api)
        if not isinstance(given, Absent) and (resource is None or resource.type != _TYPE):
            maker.note("RestApiId names an AWS::Serverless::Api of the same template", given.span)
            continue
        route = Route(path, normal_method(method), event.properties, maker, event.target.arn)
        maker.stack.routes.setdefault(api, []).append(route)
    reference = maker.ref(name=REST) if isinstance(given, Absent) else given
    tail = f"{permitted_method(method)}{permitted_path(path)}"
    permit(
        event, "apigateway", maker.text(_SOURCE + tail, Api=reference), suffix=_stage(event, given)
    )


def _stage(event: Event, given: Value) -> str:
    """The stage's name ends the logical id of the permission."""
    if isinstance(given, Absent):
        return "Prod"
    api = event.maker.stack.resources.get(api_ids(event.maker, given, REST)[0])
    stage = api.properties.get("StageName") if api else given
    return suffix(word(stage)) if literal(stage) else "Stage"
