"""``security`` of the operations of a REST API: who may call."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crenel.model.value import Absent, Known, List, Map, Unknown, Value, sequence
from crenel.readers.sam.apis.route import INTEGRATION
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, fields, maybe_written, spread, word, written

NONE = "NONE"
IAM = "AWS_IAM"
KEY = "api_key"
_NO_KEY = "api_key_false"


def own_security(maker: Maker, auth: Value, shared: Value) -> list[Value]:
    """What an event's ``Auth`` asks for; marks stand for what it switches off."""
    made: list[Value] = []
    authorizer = auth.get("Authorizer")
    if maybe_written(authorizer):
        scopes = auth.get("AuthorizationScopes")
        made.append(each(authorizer, lambda leaf: _named(maker, leaf, scopes, shared)))
    key = auth.get("ApiKeyRequired")
    if not isinstance(key, Absent):
        made.append(each(key, lambda leaf: _keyed(maker, leaf)))
    return made


def _named(maker: Maker, authorizer: Value, scopes: Value, shared: Value) -> Value:
    if not isinstance(authorizer, Known):
        return authorizer
    name = authorizer.text()
    if isinstance(scopes, Absent):
        scopes = shared.at("Authorizers", name, "AuthorizationScopes")
    known_name = name != NONE and maybe_written(shared.at("Authorizers", name))
    content = scopes if known_name and not isinstance(scopes, Absent) else maker.value([])
    return Map(content={name: content}, span=authorizer.span, via=authorizer.via)


def _keyed(maker: Maker, required: Value) -> Value:
    name = KEY if written(required) and word(required).lower() != "false" else _NO_KEY
    return Map(content={name: maker.value([])}, span=required.span, via=required.via)


def names_in(auth: Value) -> frozenset[str]:
    """The authorizers of an API, AWS_IAM among them."""
    return frozenset({IAM, *(name for _, name, _, _ in fields(auth.get("Authorizers")))})


def with_default(maker: Maker, operation: Value, auth: Value, names: frozenset[str]) -> Value:
    """The operation under the API's default authorizer, unless it names another or NONE."""

    def changed(given: list[Value]) -> list[Value]:
        others = [one for one in given if not _has(one, names)]
        own = [one for one in given if _has(one, names)]
        if any(_has(one, {NONE}) for one in others):
            # SAM leaves the mark where nothing else is asked for.
            return [one for one in others if not _has(one, {NONE})] or others
        if own:
            return [*others, *own]
        default = auth.get("DefaultAuthorizer")
        return [*others, each(default, lambda leaf: _named(maker, leaf, _missing(leaf), auth))]

    return _changed(operation, changed, maker)


def with_api_key(maker: Maker, operation: Value) -> Value:
    """The operation under an API key, unless it switches it off."""

    def changed(given: list[Value]) -> list[Value]:
        others = [one for one in given if not _has(one, {KEY, _NO_KEY})]
        if any(_has(one, {_NO_KEY}) for one in given):
            return [one for one in given if not _has(one, {_NO_KEY})]
        return [*others, Map(content={KEY: maker.value([])}, span=maker.span, via=maker.via)]

    return _changed(operation, changed, maker)


def _missing(leaf: Value) -> Value:
    return Absent(span=leaf.span)


def _has(requirement: Value, names: Iterable[str]) -> bool:
    """Does a requirement name one of these? An unknown one may, so it counts as an authorizer."""
    if isinstance(requirement, Unknown):
        return IAM in names
    return isinstance(requirement, Map) and any(name in requirement.content for name in names)


def _changed(operation: Value, change: Callable[[list[Value]], list[Value]], maker: Maker) -> Value:
    def one(leaf: Value) -> Value:
        if not isinstance(leaf, Map) or INTEGRATION not in leaf.content:
            return leaf
        security = each(spread(leaf.get("security")), _listed)
        return leaf.merged({"security": security}) if not isinstance(security, Absent) else leaf

    def _listed(security: Value) -> Value:
        given = list(security.elements) if isinstance(security, List) else []
        made = change(given)
        if not made and isinstance(security, Absent):
            return security
        return sequence(made, security.span or maker.span, security.via or maker.via)

    return each(operation, one)
