"""ENT-011: a route of an HTTP API that asks callers for nothing."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import asks_for_certificates
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._routes import called, preflight
from crenel.model.entities import Api, EntryKind, EntryPoint
from crenel.model.truth import FALSE

control = Control(
    name="open-http-route",
    handle="ENT-011",
    title="an HTTP API route answers anyone on the internet",
    severity=Severity.HIGH,
    judges=EntryPoint,
    maps_to=("OWASP-S2", "CSA-A2", "NIST-AC-3", "FSBP-APIGateway.8"),
    practices=("IA5",),
    fix="Give the route a JWT or Lambda authorizer, or AWS_IAM.",
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails where the route's authorization type is NONE and no certificate is asked for."""
    if entry.kind is not EntryKind.HTTP_ROUTE or preflight(entry):
        return NOT_JUDGED
    api = app.resolve(entry.source, Api)
    certified = FALSE if api is None else asks_for_certificates(api, app)
    return fails_if(
        entry.auth.equals("NONE") & ~certified,
        at=entry.auth,
        message=f"{called(entry)} answers anyone on the internet",
        evidence=called(entry),
    )
