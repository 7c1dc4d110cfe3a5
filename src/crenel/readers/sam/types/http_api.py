"""``AWS::Serverless::HttpApi`` -> an HTTP API with its document and a stage."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.apis.http_authorizers import permit_authorizers
from crenel.readers.sam.apis.http_document import http_document
from crenel.readers.sam.apis.http_domain import add_http_domain
from crenel.readers.sam.apis.route import ANY, Route
from crenel.readers.sam.locations import definition_file
from crenel.readers.sam.logical_id import suffix
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, cases_of, literal, maybe_written, under, with_entry, word

_STAGE = ("StageVariables", "AccessLogSettings", "DefaultRouteSettings")


def expand(maker: Maker) -> None:
    """The API and all that stands with it."""
    routes = maker.stack.routes.get(maker.resource.id, [])
    warnings = maker.get("FailOnWarnings")
    written_here = maybe_written(maker.get("DefinitionBody"))
    local = isinstance(maker.get("DefinitionUri"), Absent) or written_here
    properties: dict[str, Raw] = {
        "Body": http_document(maker, routes),
        **({} if local else definition_file(maker, "BodyS3Location")),
        "FailOnWarnings": warnings if maybe_written(warnings) else None,
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::ApiGatewayV2::Api", properties, attributes=attributes)
    tags = _tags(maker) if written_here or local else maker.get("Tags")
    stage = _add_stage(maker, routes, tags)
    for guard, auth in cases_of(maker.get("Auth")):
        scoped = maker.within(maker.base, maker.span, guard)
        if scoped is not None:
            permit_authorizers(scoped, auth)
    add_http_domain(maker, stage, tags)


def _tags(maker: Maker) -> Value:
    given = maker.get("Tags")
    if isinstance(given, Map | Absent):
        mark = maker.known("SAM")
        return with_entry(
            given if isinstance(given, Map) else Map(span=maker.span, via=maker.via),
            "httpapi:createdBy",
            lambda _: mark,
        )
    return given


def _add_stage(maker: Maker, routes: list[Route], tags: Value) -> str:
    """The stage, whose logical id is returned."""
    name = maker.get("StageName")
    stage: Value = name if maybe_written(name) else maker.known("$default")
    identity = f"{maker.base}Stage"
    if not maybe_written(name) or word(name) == "$default":
        identity = f"{maker.base}ApiGatewayDefaultStage"
    elif literal(name):
        plain = word(name).isalnum()
        tail = f"{word(name)}Stage" if plain else f"Stage{suffix(word(name))}"
        identity = maker.base + tail
    properties: dict[str, Raw] = {
        "ApiId": maker.ref(),
        "StageName": stage,
        **maker.taken(*_STAGE),
        "RouteSettings": _route_settings(maker, routes),
        "Tags": tags,
        "AutoDeploy": True,
    }
    maker.make("", "AWS::ApiGatewayV2::Stage", properties, name=identity)
    maker.stack.aliases[f"{maker.resource.id}.Stage"] = maker.prefix + identity
    return identity


def _route_settings(maker: Maker, routes: list[Route]) -> Value:
    """The API's settings, with those of each event."""
    settings = maker.get("RouteSettings")
    for route in routes:
        own = route.properties.get("RouteSettings")
        if isinstance(own, Absent):
            continue
        method = route.properties.get("Method")
        given = word(method) or ANY
        name = route.path if given == ANY else f"{given.upper()} {route.path}"
        settings = _with_settings(settings, name, _guarded(own, route, maker))
    return settings


def _guarded(own: Value, route: Route, maker: Maker) -> Value:
    return own if route.maker.guard == maker.guard else under(route.maker.guard, own)


def _with_settings(settings: Value, name: str, own: Value) -> Value:
    def merged(given: Value) -> Value:
        if isinstance(given, Map) and isinstance(own, Map):
            return given.merged(own.content)
        return own

    return with_entry(settings, name, merged)
