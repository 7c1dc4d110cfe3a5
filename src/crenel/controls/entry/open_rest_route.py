"""ENT-009: a method of a REST API that asks callers for nothing."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import open_to_internet
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._routes import called, preflight
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="open-rest-route",
    handle="ENT-009",
    title="a REST route answers anyone on the internet",
    severity=Severity.HIGH,
    judges=EntryPoint,
    maps_to=("OWASP-S2", "CSA-A2", "NIST-AC-3"),
    practices=("IA5",),
    fix="Give the route, or the whole API, an authorizer (Cognito, Lambda) or AWS_IAM.",
    aliases=("ENT-010", "ENT-012", "ENT-013"),
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails where neither authorization nor an API key is asked for and the API is public."""
    if entry.kind is not EntryKind.REST_METHOD or preflight(entry):
        return NOT_JUDGED
    asks_nothing = entry.auth.equals("NONE") & ~entry.api_key.is_true()
    return fails_if(
        asks_nothing & open_to_internet(entry.source, app),
        at=entry.auth,
        message=f"{called(entry)} answers anyone on the internet",
        evidence=called(entry),
    )
