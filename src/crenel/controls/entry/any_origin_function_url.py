"""ENT-002: a function URL that scripts of every website may call."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="any-origin-function-url",
    handle="ENT-002",
    title="scripts of every website may call the function URL",
    severity=Severity.MEDIUM,
    judges=EntryPoint,
    maps_to=("OWASP-S6", "CSA-A3"),
    practices=("CD3",),
    fix="List the origins of your own front ends in AllowOrigins, or leave Cors out where no "
    "browser calls.",
)

ANY = ("*", "https://*", "http://*")


@control.check
def check(entry: EntryPoint, _: Knowledge) -> Judged:
    """Fails where AllowOrigins holds a wildcard; worse where credentials come along."""
    if entry.kind is not EntryKind.FUNCTION_URL:
        return NOT_JUDGED
    origins = entry.cors.get("AllowOrigins")
    credentials = entry.cors.get("AllowCredentials")
    with_them = credentials.is_true() & ~entry.auth.equals("AWS_IAM")  # cookies sign nothing
    told = "scripts of every website may call the function URL"
    if with_them.certain:
        told += " with the cookies of whoever visits: this is critical"
    elif with_them.possible:
        told += ", in some deployments with the cookies of whoever visits"
    return fails_if(
        origins.any(lambda origin: origin.equals(*ANY)),
        at=origins,
        message=told,
        also=[(credentials, "credentials come along")] if with_them.possible else [],
    )
