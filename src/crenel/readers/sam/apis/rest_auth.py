"""``Auth`` of a REST API put into its document."""

from __future__ import annotations

from crenel.model.value import Absent, List, Map, Value, sequence
from crenel.readers.sam.apis.paths import changed_operations, methods_of
from crenel.readers.sam.apis.resource_policy import (
    custom_statements,
    policy_document,
    statements_for,
)
from crenel.readers.sam.apis.rest_authorizers import by_iam, by_key, definitions
from crenel.readers.sam.apis.rest_security import (
    IAM,
    KEY,
    names_in,
    own_security,
    with_api_key,
    with_default,
)
from crenel.readers.sam.apis.route import Route
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, literal, maybe_written, word

POLICY = "x-amazon-apigateway-policy"


def with_auth(maker: Maker, document: Map, routes: list[Route], auth: Value) -> Map:
    """The document with its authorizers, keys and resource policy."""
    made = definitions(maker, auth)
    default = auth.get("DefaultAuthorizer")
    paths = document.get("paths")
    if maybe_written(default):
        names = names_in(auth)
        to_options = word(auth.get("AddDefaultAuthorizerToCorsPreflight")).lower() != "false"
        paths = changed_operations(
            paths,
            lambda _path, method, operation: (
                with_default(maker, operation, auth, names)
                if method != "options" or to_options
                else operation
            ),
        )
    needs_key = maybe_written(auth.get("ApiKeyRequired"))
    if needs_key:
        key_options = word(auth.get("AddApiKeyRequiredToCorsPreflight")).lower() != "false"
        paths = changed_operations(
            paths,
            lambda _path, method, operation: (
                with_api_key(maker, operation) if method != "options" or key_options else operation
            ),
        )
    if _is_asked(default, routes, auth):
        made.setdefault(IAM, by_iam(maker))
    if needs_key or _keys_asked(routes):
        made.setdefault(KEY, by_key(maker))
    return _with_policy(maker, _with_definitions(document.merged({"paths": paths}), made), auth)


def _is_asked(default: Value, routes: list[Route], auth: Value) -> bool:
    own = (route.properties.get("Auth").get("Authorizer") for route in routes)
    return IAM in (word(default), *map(word, own)) and auth is not None


def _keys_asked(routes: list[Route]) -> bool:
    return any(maybe_written(route.properties.at("Auth", "ApiKeyRequired")) for route in routes)


def _with_definitions(document: Map, made: dict[str, Value]) -> Map:
    if not made:
        return document
    given = document.get("securityDefinitions")
    if isinstance(given, Map):
        iam = {key: one for key, one in made.items() if key not in given.content or key != IAM}
        return document.merged({"securityDefinitions": given.merged(iam)})
    if not isinstance(given, Absent):
        return document
    return document.merged({"securityDefinitions": Map(content=made, span=document.span)})


def _with_policy(maker: Maker, document: Map, auth: Value) -> Map:
    policy = auth.get("ResourcePolicy")
    if not maybe_written(policy):
        return document
    stage = maker.get("StageName")
    made: list[Raw] = []
    for path, methods in methods_of(document.get("paths")):
        made += statements_for(maker, policy, path, methods, stage)
    return _with_statements(maker, document, made, policy)


def _with_statements(maker: Maker, document: Map, made: list[Raw], policy: Value) -> Map:
    custom = custom_statements(policy)
    listed = isinstance(policy.get("CustomStatements"), List)
    given = document.get(POLICY)
    single = len(made) + len(custom) == 1 and not listed
    if not made and not custom:
        return document
    value = policy_document(maker, given, [*made, *custom], single=single)
    return document.merged({POLICY: value})


def with_event_policies(maker: Maker, document: Map, routes: list[Route]) -> Map:
    """The resource policies that events bring."""
    methods = dict(methods_of(document.get("paths")))
    for route in routes:
        policy = route.properties.at("Auth", "ResourcePolicy")
        if maybe_written(policy):
            made = statements_for(
                route.maker, policy, route.path, methods.get(route.path, []), _stage(maker)
            )
            document = _with_statements(route.maker, document, made, policy)
    return document


def _stage(maker: Maker) -> str:
    stage = maker.get("StageName")
    return word(stage) if literal(stage) else "Stage"


def with_own_security(maker: Maker, body: Map, routes: list[Route], auth: Value) -> Map:
    """A written document in which events override who may call (``OverrideApiAuth``)."""
    wanted = {
        (route.path, route.method): route
        for route in routes
        if maybe_written(route.properties.at("Auth", "OverrideApiAuth"))
    }
    if not wanted:
        return body

    def changed(path: str, method: str, operation: Value) -> Value:
        route = wanted.get((path, method.lower()))
        if route is None or not isinstance(operation, Map):
            return operation
        own = own_security(route.maker, route.properties.get("Auth"), auth)
        given = operation.get("security")
        before = given.elements if isinstance(given, List) else ()
        return operation.merged({"security": sequence((*before, *own), route.maker.span)})

    document = body.merged({"paths": changed_operations(body.get("paths"), changed)})
    made = {IAM: by_iam(maker)} if _is_asked(auth.get(""), list(wanted.values()), auth) else {}
    if _keys_asked(list(wanted.values())):
        made[KEY] = by_key(maker)
    return with_event_policies(maker, _with_definitions(document, made), list(wanted.values()))
