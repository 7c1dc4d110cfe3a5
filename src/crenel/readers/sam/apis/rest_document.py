"""The OpenAPI document of a REST API: written by hand, by events, or both."""

from __future__ import annotations

from collections.abc import Callable

from crenel.model.value import NOTHING, Absent, Map, Value, mapping
from crenel.readers.sam.apis.operations import rest_operation, validator
from crenel.readers.sam.apis.paths import kept, with_routes
from crenel.readers.sam.apis.rest_auth import with_auth, with_event_policies, with_own_security
from crenel.readers.sam.apis.rest_cors import with_cors
from crenel.readers.sam.apis.rest_extras import with_extras
from crenel.readers.sam.apis.rest_security import own_security
from crenel.readers.sam.apis.route import Route
from crenel.readers.sam.locations import definition_body
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, each, maybe_written, with_entry, word

_VALIDATORS = "x-amazon-apigateway-request-validators"


def rest_document(maker: Maker, routes: list[Route]) -> Value:
    """The document under each branch of ``Auth``; absent where it lies in another file."""
    return each(maker.get("Auth"), lambda auth: _document(maker, routes, auth))


def _document(maker: Maker, routes: list[Route], auth: Value) -> Value:
    given = definition_body(maker)
    merging = word(maker.get("MergeDefinitions")).lower() == "true"
    if maybe_written(given):
        return each(given, lambda body: _of_body(maker, routes, auth, body, merging=merging))
    if maybe_written(maker.get("DefinitionUri")):
        return NOTHING
    body = _skeleton(maker)
    return _finished(maker, _routed(maker, body, routes, auth, replace=False), routes, auth)


def _of_body(
    maker: Maker, routes: list[Route], auth: Value, body: Value, *, merging: bool
) -> Value:
    if not isinstance(body, Map) or not isinstance(body.get("paths"), Map):
        if maybe_written(auth) or maybe_written(maker.get("Cors")):
            maker.note("Auth and Cors need a DefinitionBody whose paths are known", body.span)
        return body
    if merging:
        return _finished(maker, _routed(maker, body, routes, auth, replace=True), routes, auth)
    return _finished(maker, with_own_security(maker, body, routes, auth), [], auth)


def _skeleton(maker: Maker) -> Map:
    version = maker.get("OpenApiVersion")
    kind: dict[str, Raw] = {"openapi": version} if _is_modern(version) else {"swagger": "2.0"}
    info = {"version": "1.0", "title": maker.text("${AWS::StackName}")}
    content = {**kind, "info": info, "paths": {}}
    made = maker.value(content)
    return made if isinstance(made, Map) else Map(span=maker.span)


def _is_modern(version: Value) -> bool:
    return version.text().startswith("3")


def is_modern(maker: Maker, document: Map) -> bool:
    """Is it OpenAPI 3?"""
    if "swagger" in document.content:
        return False
    own = maker.get("OpenApiVersion")
    return _is_modern(document.get("openapi") if isinstance(own, Absent) else own)


def _routed(maker: Maker, body: Map, routes: list[Route], auth: Value, *, replace: bool) -> Map:
    modern = is_modern(maker, body) and not replace

    def made(route: Route) -> Value:
        operation = rest_operation(route, auth, modern=modern)
        security = own_security(route.maker, route.properties.get("Auth"), auth)
        return (
            operation.merged({"security": route.maker.value(security)}) if security else operation
        )

    def merged(operation: Map, route: Route) -> Value:
        generated = made(route)
        return operation.merged(generated.content) if isinstance(generated, Map) else operation

    document = body.merged(
        {"paths": with_routes(maker, body.get("paths"), routes, made, merged if replace else kept)}
    )
    return _with_validators(maker, document, routes)


def _with_validators(maker: Maker, document: Map, routes: list[Route]) -> Map:
    names = {validator(route.properties.get("RequestModel")) for route in routes} - {None}
    if not names:
        return document
    made = {
        str(name): maker.value(
            {
                "validateRequestBody": str(name).startswith("body"),
                "validateRequestParameters": "params" in str(name),
            }
        )
        for name in sorted(map(str, names))
    }
    given = document.get(_VALIDATORS)
    merged = given.merged(made) if isinstance(given, Map) else mapping(made, maker.span, maker.via)
    return document.merged({_VALIDATORS: merged})


def _finished(maker: Maker, document: Map, routes: list[Route], auth: Value) -> Value:
    modern = is_modern(maker, document)
    document = with_event_policies(maker, document, routes)
    cors = maker.get("Cors")
    if maybe_written(cors):
        document = with_cors(maker, document, cors, modern=modern)
    document = with_auth(maker, document, routes, auth)
    document = with_extras(maker, document)
    return _modernised(document) if modern else document


def _modernised(document: Map) -> Value:
    """OpenAPI 3 keeps security and models under ``components``."""
    components: dict[str, Value] = {}
    for old, new in (("securityDefinitions", "securitySchemes"), ("definitions", "schemas")):
        if maybe_written(document.get(old)):
            components[new] = document.get(old)
    if not components:
        return document
    kept = {
        key: value
        for key, value in document.content.items()
        if key not in ("securityDefinitions", "definitions")
    }
    bare = Map(content=kept, keys=document.keys, span=document.span, via=document.via)
    made: Value = bare
    for key, value in components.items():
        made = with_entry(made, "components", _setter(key, value))
    return made


def _setter(key: str, value: Value) -> Callable[[Value], Value]:
    return lambda given: _with(given, key, value)


def _with(given: Value, key: str, value: Value) -> Value:
    if isinstance(given, Map):
        return given.merged({key: value})
    return mapping({key: value}, value.span, value.via)
