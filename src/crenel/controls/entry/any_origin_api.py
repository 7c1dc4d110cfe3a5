"""ENT-017: an API with authenticated routes that scripts of every website may call."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import routes_of
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Api, EntryPoint
from crenel.model.truth import Truth, any_of
from crenel.model.value import Value

control = Control(
    name="any-origin-api",
    handle="ENT-017",
    title="scripts of every website may call the API for its users",
    severity=Severity.MEDIUM,
    judges=Api,
    maps_to=("OWASP-S6", "CSA-A3"),
    practices=("CD3",),
    fix="List the origins of your own front ends instead of *.",
)

ANY = ("*", "https://*", "http://*")


@control.check
def check(api: Api, app: Knowledge) -> Iterator[Judgement]:
    """Fails where any origin is let in with credentials, or to routes that know their callers."""
    routes = list(routes_of(api, app))
    asked = any_of(_asks(route).under(route.guard) for route in routes)
    for cors in (api.cors, *(route.cors for route in routes)):
        if cors.is_present().refuted:
            continue
        yield _judged(cors, asked)


def _judged(cors: Value, asked: Truth) -> Judgement:
    origins, credentials = cors.get("AllowOrigins"), cors.get("AllowCredentials").is_true()
    what = "with credentials" if credentials.certain else "for its users"
    return fails_if(
        origins.any(lambda origin: origin.equals(*ANY)) & (asked | credentials),
        at=origins,
        message=f"scripts of every website may call the API {what}",
    )


def _asks(route: EntryPoint) -> Truth:
    return route.auth.is_present() & ~route.auth.equals("NONE")
