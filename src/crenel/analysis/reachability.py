"""Who can reach an API at all, before any of its routes asks who is calling."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.model.entities import Api, ApiKind, CustomDomain, EntryPoint
from crenel.model.truth import TRUE, Truth, all_of, any_of, unknown
from crenel.model.value import Value


def open_to_internet(source: Value, app: Knowledge) -> Truth:
    """Do requests from anywhere reach the REST API that ``source`` means?

    Not where its endpoint is private, nor where its policy admits some callers only. An API of
    another stack may be either, so nothing is known of it.
    """
    api = app.resolve(source, Api)
    if api is None:
        return unknown(source)
    return endpoint_is_public(api) & _admits(api, app) & ~asks_for_certificates(api, app)


def asks_for_certificates(api: Api, app: Knowledge) -> Truth:
    """Is a domain that asks callers for certificates (mutual TLS) the only way to the API?"""
    domains = [one for one in app.all(CustomDomain) if app.refers(one.apis, api)]
    asking = [one.client_certificates.is_present().under(one.guard) for one in domains]
    return api.default_endpoint_off.is_true() & any_of(asking) & all_of(asking)


def endpoint_is_public(api: Api) -> Truth:
    """Does its endpoint stand on the internet? HTTP and WebSocket APIs have no private ones."""
    if api.kind is not ApiKind.REST:
        return TRUE
    return ~api.endpoint_types.any(lambda one: one.equals("PRIVATE"))


def routes_of(api: Api, app: Knowledge) -> Iterator[EntryPoint]:
    """The routes and methods of an API."""
    return (entry for entry in app.all(EntryPoint) if app.resolve(entry.source, Api) is api)


def _admits(api: Api, app: Knowledge) -> Truth:
    policies = list(app.policies_on(api))
    found = [statement for policy in policies for statement in policy.statements]
    if not policies:
        return TRUE
    if not found:
        return unknown(api.policy)
    return api.policy.is_absent() | any_of(lets_anyone_in(statement, found) for statement in found)
