"""``Api``: a route of a REST API starts the state machine."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent
from crenel.readers.sam.apis.route import REST, Route, api_ids, normal_method
from crenel.readers.sam.values import word
from crenel.readers.sam.workflow_events.start import Start, add_role

_TYPE = "AWS::Serverless::Api"


def expand(start: Start) -> None:
    """The role; the API gets its routes when all events are known."""
    maker = start.maker
    role = add_role(start, "apigateway", NOTHING)
    path, method = word(start.get("Path")), word(start.get("Method"))
    if not path or not method:
        maker.note("the event needs a Path and a Method that are known")
        return
    given = start.get("RestApiId")
    for api in api_ids(maker, given, REST):
        resource = maker.stack.resources.get(api)
        if not isinstance(given, Absent) and (resource is None or resource.type != _TYPE):
            maker.note("RestApiId names an AWS::Serverless::Api of the same template", given.span)
            continue
        route = Route(path, normal_method(method), start.properties, maker, start.target, role)
        maker.stack.routes.setdefault(api, []).append(route)
