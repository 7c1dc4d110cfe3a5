"""Doors on the network: function URLs, routes and methods of APIs, GraphQL, mail."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.exposure.callers import (
    INTERNET,
    KEY_HOLDERS,
    SIGN_UP,
    USERS,
    Caller,
)
from crenel.analysis.exposure.door import Door, placed
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import asks_for_certificates, open_to_internet
from crenel.model.entities import (
    Api,
    Authorizer,
    EntryKind,
    EntryPoint,
    Function,
    GraphApi,
    InvokePermission,
    UserPool,
)
from crenel.model.truth import TRUE, Truth, any_of, unknown
from crenel.model.value import Unknown, UnknownKind

_SIGNED = ("JWT", "COGNITO_USER_POOLS", "CUSTOM", "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT")
_AUTHORIZER_FIX = "Give {} an authorizer (Cognito, JWT, Lambda) or AWS_IAM."


def routes(app: Knowledge) -> Iterator[Door]:
    """Every door that a request over the network opens."""
    for entry in app.all(EntryPoint):
        for function in dict.fromkeys(app.application.resolve_all(entry.function, Function)):
            yield from _doors(entry, function, app)
    for authorizer in app.all(Authorizer):
        yield from _authorizer(authorizer, app)


def called(entry: EntryPoint) -> str:
    """What people call a way in: ``GET /orders``."""
    if entry.kind is EntryKind.FUNCTION_URL:
        return "its URL"
    return f"{entry.method.text()} {entry.path.text()}".strip() or entry.label


def _doors(entry: EntryPoint, function: Function, app: Knowledge) -> Iterator[Door]:
    if entry.kind is EntryKind.FUNCTION_URL:
        yield _url(entry, function, app)
    elif entry.kind is EntryKind.HTTP_ROUTE:
        yield from _routed(entry, function, _certificates(entry, app), app, "open-http-route")
    elif entry.kind is EntryKind.REST_METHOD:
        reached = open_to_internet(entry.source, app)
        yield from _routed(entry, function, reached, app, "open-rest-route")
    elif entry.kind is EntryKind.WEBSOCKET_ROUTE:
        yield from _socket(entry, function, app)
    elif entry.kind is EntryKind.GRAPHQL:
        yield from _graph(entry, function, app)
    elif entry.kind is EntryKind.IDENTITY:
        yield from _sign_in(entry, function, app)
    elif entry.kind in (EntryKind.EMAIL, EntryKind.LOAD_BALANCER):
        yield from _open_by_nature(entry, function)


def _certificates(entry: EntryPoint, app: Knowledge) -> Truth:
    api = app.resolve(entry.source, Api)
    return TRUE if api is None else ~asks_for_certificates(api, app)


def _url(entry: EntryPoint, function: Function, app: Knowledge) -> Door:
    return Door(
        INTERNET,
        "invokes",
        function,
        (entry.auth.equals("NONE") & _permitted(function, app, entry)).under(entry.guard),
        placed(entry.auth, entry),
        "no authorizer: the function URL asks for nothing",
        f"Set AuthType: AWS_IAM on the URL of {function.label}.",
        "public-function-url",
    )


def _permitted(function: Function, app: Knowledge, entry: EntryPoint) -> Truth:
    """A URL without sign-in answers only where the function's policy lets everyone in."""
    permissions = [one for one in app.all(InvokePermission) if app.refers(one.function, function)]
    admits = any_of(one.principal.equals("*").under(one.guard) for one in permissions)
    if admits.possible:
        return admits
    name = f"a permission for everyone on {function.label}, outside this template"
    return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=entry.origin.span))


def _routed(
    entry: EntryPoint, function: Function, reached: Truth, app: Knowledge, control: str
) -> Iterator[Door]:
    if _is_preflight(entry):
        return
    name = called(entry)
    keyed = entry.api_key.is_true()
    unasked = entry.auth.equals("NONE") & reached
    place = placed(entry.auth, entry)
    fix = _AUTHORIZER_FIX.format(name)

    def door(caller: Caller, truth: Truth, why: str, told: str = "") -> Door:
        shut = fix if caller.crowd > USERS.crowd else ""
        return Door(caller, "invokes", function, truth.under(entry.guard), place, why, shut, told)

    yield door(INTERNET, unasked & ~keyed, f"no authorizer on {name}", control)
    yield door(KEY_HOLDERS, unasked & keyed, f"{name} asks for an API key alone", "api-key-only")
    signed = entry.auth.equals(*_SIGNED) & reached
    free = _self_registered(entry, app)
    yield door(SIGN_UP, signed & free, f"{name} takes any user of a pool open to sign-up")
    yield door(USERS, signed & ~free, f"{name} asks its callers to sign in")


def _is_preflight(entry: EntryPoint) -> bool:
    options = entry.method.equals("OPTIONS").certain or entry.path.startswith("OPTIONS ").certain
    return options or entry.function.equals("MOCK").certain


def _self_registered(entry: EntryPoint, app: Knowledge) -> Truth:
    """May anyone make the account that the route asks for?"""
    authorizer = app.resolve(entry.authorizer, Authorizer)
    named = [entry.authorizer]
    if authorizer is not None:
        named += [authorizer.user_pools, authorizer.issuer]
    pools = {
        ref.target: pool
        for value in named
        for ref in value.refs()
        if (pool := app.application.get(ref.target, UserPool)) is not None
    }
    return any_of(_takes_anyone(pool) for pool in pools.values())


def _takes_anyone(pool: UserPool) -> Truth:
    return (~pool.admin_only_sign_up.is_true()).under(pool.guard)


def _socket(entry: EntryPoint, function: Function, app: Knowledge) -> Iterator[Door]:
    """Who connected is let in everywhere: only ``$connect`` can ask."""
    api = app.resolve(entry.source, Api)
    connects = [
        one
        for one in app.all(EntryPoint)
        if one.kind is EntryKind.WEBSOCKET_ROUTE
        and one.path.equals("$connect").certain
        and (app.resolve(one.source, Api) is api)
    ]
    asked = connects[0] if connects else entry
    unasked = asked.auth.equals("NONE") & ~asked.api_key.is_true() if connects else TRUE
    name = f"the WebSocket route {entry.path.text() or entry.label}"
    place = placed(asked.auth, asked)
    fix = "Set an authorizer on the $connect route."
    guard = entry.guard
    why = f"no authorizer on $connect, so none before {name}"
    yield Door(
        INTERNET, "invokes", function, unasked.under(guard), place, why, fix, "open-websocket"
    )
    why = f"{name} asks its callers to sign in"
    yield Door(USERS, "invokes", function, (~unasked).under(guard), place, why, fix)


def _graph(entry: EntryPoint, function: Function, app: Knowledge) -> Iterator[Door]:
    api = app.resolve(entry.source, GraphApi)
    auth = entry.auth if api is None else api.auth
    place = placed(auth, entry)
    keyed = auth.any(lambda one: one.equals("API_KEY"))
    why = f"{entry.label} of a GraphQL API that takes an API key"
    fix = "Take API_KEY from the authentication types of the API."
    yield Door(
        KEY_HOLDERS,
        "invokes",
        function,
        keyed.under(entry.guard),
        place,
        why,
        fix,
        "graphql-api-key",
    )
    signed = auth.any(lambda one: one.equals(*_SIGNED))
    why = f"{entry.label} of a GraphQL API that asks its callers to sign in"
    yield Door(USERS, "invokes", function, signed.under(entry.guard), place, why, "")


def _sign_in(entry: EntryPoint, function: Function, app: Knowledge) -> Iterator[Door]:
    """A pool runs it with what a person types who signs up or in."""
    pool = app.resolve(entry.source, UserPool)
    free = TRUE if pool is None else _takes_anyone(pool)
    why = f"{entry.event.text() or entry.label} runs with what a person who signs in sends"
    place = entry.origin.span
    yield Door(SIGN_UP, "invokes", function, free.under(entry.guard), place, why, "")


def _open_by_nature(entry: EntryPoint, function: Function) -> Iterator[Door]:
    mail = entry.kind is EntryKind.EMAIL
    why = "anyone may send mail" if mail else "a load balancer hands on what it is sent"
    truth = (
        TRUE
        if mail
        else unknown(
            Unknown(
                kind=UnknownKind.EXTERNAL,
                name=f"whether the load balancer of {entry.label} stands on the internet",
                span=entry.origin.span,
            )
        )
    )
    place = entry.origin.span
    yield Door(INTERNET, "invokes", function, truth.under(entry.guard), place, why, "")


def _authorizer(authorizer: Authorizer, app: Knowledge) -> Iterator[Door]:
    """It reads the credentials of callers before anybody knows who they are."""
    function = app.resolve(authorizer.function, Function)
    if function is None:
        return
    api = app.resolve(authorizer.api, Api)
    reached = TRUE if api is None else open_to_internet(authorizer.api, app)
    why = (
        f"the authorizer {authorizer.name.text() or authorizer.label} reads the token of any caller"
    )
    place = placed(authorizer.function, authorizer)
    yield Door(
        INTERNET,
        "authorises-with",
        function,
        reached.under(authorizer.guard),
        place,
        why,
        "",
        shapes=True,
    )
