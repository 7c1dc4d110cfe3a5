"""The OpenAPI document of an HTTP API: written by hand, by events, or both."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Known, List, Map, Unknown, Value, mapping
from crenel.readers.sam.apis.http_authorizers import own_security, schemes, with_default
from crenel.readers.sam.apis.operations import http_operation, with_details
from crenel.readers.sam.apis.paths import changed_operations, with_routes
from crenel.readers.sam.apis.rest_extras import with_switch
from crenel.readers.sam.apis.route import Route
from crenel.readers.sam.locations import definition_body
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, each, fields, maybe_written, with_entry, word, written

_CORS = "x-amazon-apigateway-cors"
_TAG = "x-amazon-apigateway-tag-value"
_CORS_NAMES = {
    "AllowOrigins": "allowOrigins",
    "AllowHeaders": "allowHeaders",
    "AllowMethods": "allowMethods",
    "ExposeHeaders": "exposeHeaders",
    "MaxAge": "maxAge",
    "AllowCredentials": "allowCredentials",
}


def http_document(maker: Maker, routes: list[Route]) -> Value:
    """The document under each branch of ``Auth``; absent where it lies in another file."""
    return each(maker.get("Auth"), lambda auth: _document(maker, routes, auth))


def _document(maker: Maker, routes: list[Route], auth: Value) -> Value:
    given = definition_body(maker)
    if maybe_written(given):
        return each(given, lambda body: _of_body(maker, routes, auth, body))
    if maybe_written(maker.get("DefinitionUri")):
        return NOTHING
    info = {"version": "1.0", "title": maker.text("${AWS::StackName}")}
    skeleton = maker.value({"openapi": "3.0.1", "info": info, "paths": {}})
    return _of_body(maker, routes, auth, skeleton)


def _of_body(maker: Maker, routes: list[Route], auth: Value, body: Value) -> Value:
    if not isinstance(body, Map) or not isinstance(body.get("paths"), Map):
        if maybe_written(auth) or maybe_written(maker.get("CorsConfiguration")):
            maker.note("Auth and CorsConfiguration need a DefinitionBody whose paths are known")
        return body

    def made(route: Route) -> Value:
        operation = http_operation(route)
        security = own_security(route.maker, route.properties.get("Auth"), auth)
        return (
            operation.merged({"security": route.maker.value(security)}) if security else operation
        )

    def onto(operation: Map, route: Route) -> Value:
        own = own_security(route.maker, route.properties.get("Auth"), auth)
        return with_details(operation, route, own)

    paths = with_routes(maker, body.get("paths"), routes, made, onto)
    document = _with_auth(maker, body.merged({"paths": paths}), auth)
    cors = maker.get("CorsConfiguration")
    if maybe_written(cors):
        document = document.merged({_CORS: _cors(maker, document.get(_CORS), cors)})
    return _with_details(maker, document)


def _with_auth(maker: Maker, document: Map, auth: Value) -> Map:
    made = schemes(maker, auth)
    if maybe_written(auth.get("DefaultAuthorizer")):
        paths = changed_operations(
            document.get("paths"),
            lambda _path, method, operation: (
                operation if method == "options" else with_default(maker, operation, auth)
            ),
        )
        document = document.merged({"paths": paths})
    if not made:
        return document
    changed = with_entry(
        document,
        "components",
        lambda components: with_entry(
            components, "securitySchemes", lambda given: _merged(given, made)
        ),
    )
    return changed if isinstance(changed, Map) else document


def _merged(given: Value, made: dict[str, Value]) -> Value:
    return given.merged(made) if isinstance(given, Map) else mapping(made)


def _cors(maker: Maker, given: Value, cors: Value) -> Value:
    def configured(leaf: Value) -> Value:
        if isinstance(leaf, Known | Unknown | List):
            everyone = isinstance(leaf, Known) and written(leaf)
            made: dict[str, Raw] = {"allowOrigins": ["*"] if everyone else leaf}
        else:
            made = {new: leaf.get(old) for old, new in _CORS_NAMES.items()}
            if word(leaf.get("AllowCredentials")).lower() == "false":
                del made["allowCredentials"]
        value = maker.value(made)
        if isinstance(given, Map) and isinstance(value, Map):
            return given.merged(value.content)
        return value

    return each(cors, configured)


def _with_details(maker: Maker, document: Map) -> Map:
    added: dict[str, Value] = {"tags": _tags(maker, document.get("tags"))}
    switch = maker.get("DisableExecuteApiEndpoint")
    if not isinstance(switch, Absent):
        added["servers"] = with_switch(maker, document.get("servers"), switch)
    info = document.get("info")
    texts = {"title": maker.get("Name"), "description": maker.get("Description")}
    for key, value in texts.items():
        if maybe_written(value):
            info = _with_text(info, key, value)
            added["info"] = info
    document = document.merged(added)
    return _renamed(document) if maybe_written(maker.get("FailOnWarnings")) else document


def _with_text(info: Value, key: str, value: Value) -> Value:
    return with_entry(info, key, lambda _: value)


def _tags(maker: Maker, given: Value) -> Value:
    own = [(name, value) for _, name, value, _ in fields(maker.get("Tags"))]
    wanted: dict[str, Value] = {**dict(own), "httpapi:createdBy": maker.known("SAM")}
    kept = list(given.elements) if isinstance(given, List) else []
    made = [
        maker.value({"name": name, _TAG: value})
        for name, value in wanted.items()
        if not any(word(one.get("name")) == name for one in kept)
    ]
    changed = [
        one.merged({_TAG: wanted[word(one.get("name"))]})
        if isinstance(one, Map) and word(one.get("name")) in wanted
        else one
        for one in kept
    ]
    return maker.value([*changed, *made])


def _renamed(document: Map) -> Map:
    """With FailOnWarnings, ``$default`` must begin with a slash."""
    paths = document.get("paths")
    if not isinstance(paths, Map) or "$default" not in paths.content:
        return document
    content = {
        "/$default" if path == "$default" else path: item for path, item in paths.content.items()
    }
    renamed = Map(content=content, keys=paths.keys, span=paths.span, via=paths.via)
    return document.merged({"paths": renamed})
