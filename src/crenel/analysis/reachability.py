"""Who can reach an API at all, before any of its routes asks who is calling."""

from __future__ import annotations

from crenel.analysis.index import Referrer
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.model.entities import Api, ApiKind, CustomDomain, EntryPoint, ResourcePolicy
from crenel.model.truth import TRUE, Truth, any_of, unknown
from crenel.model.value import Unknown, UnknownKind, Value


def open_to_internet(source: Value, app: Knowledge) -> Truth:
    """Do requests from anywhere reach the REST API that ``source`` means?

    Not where its endpoint is private, nor where its policy admits some callers only. An API of
    another stack may be either, so nothing is known of it.
    """
    return app.whichever(source, Api, lambda api: _is_open(api, app), none=unknown(source))


def asks_for_certificates(api: Api, app: Knowledge) -> Truth:
    """Is a domain that asks callers for certificates (mutual TLS) the only way to the API?"""
    domains = app.referrers(CustomDomain, "apis", api)
    asking = [(one.guard, one.entity.client_certificates.is_present()) for one in domains]
    some = any_of(asks.under(guard) for guard, asks in asking)
    if not domains:
        name = f"the domain in front of {api.label}, outside this template"
        some = unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=api.origin.span))
    other = any_of((~asks).under(guard) for guard, asks in asking)
    return api.default_endpoint_off.is_true() & some & ~other


def endpoint_is_public(api: Api) -> Truth:
    """Does its endpoint stand on the internet? HTTP and WebSocket APIs have no private ones."""
    if api.kind is not ApiKind.REST:
        return TRUE
    return ~api.endpoint_types.any(lambda one: one.equals("PRIVATE"))


def routes_of(api: Api, app: Knowledge) -> list[Referrer[EntryPoint]]:
    """The routes and methods of an API, each with the guard under which it is one."""
    return app.referrers(EntryPoint, "source", api)


def _is_open(api: Api, app: Knowledge) -> Truth:
    return endpoint_is_public(api) & _admits(api, app) & ~asks_for_certificates(api, app)


def _admits(api: Api, app: Knowledge) -> Truth:
    """Without a policy everybody is let in; with one, whom it lets in."""
    return app.once(("admits", api.id), lambda: _admitted(api, app))


def _admitted(api: Api, app: Knowledge) -> Truth:
    policies = app.referrers(ResourcePolicy, "target", api)
    attached = any_of(TRUE.under(one.guard) for one in policies)
    open_ = any_of(_lets_in(one.entity, api).under(one.guard) for one in policies)
    return ~attached | api.policy.is_absent() | open_


def _lets_in(policy: ResourcePolicy, api: Api) -> Truth:
    found = policy.statements
    return any_of(lets_anyone_in(one, found) for one in found) if found else unknown(api.policy)
