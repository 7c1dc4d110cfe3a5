"""ENT-015: an API key is all that a route asks for."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import open_to_internet
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._routes import called, preflight
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="api-key-only",
    handle="ENT-015",
    title="an API key is all that a route asks for",
    severity=Severity.MEDIUM,
    judges=EntryPoint,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Keep the key for usage plans, and add an authorizer or AWS_IAM that tells who is calling.",
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails where a public route asks for a key and for nothing else."""
    keyed = entry.api_key.is_true()
    if not _asked_first(entry) or preflight(entry) or keyed.refuted:
        return NOT_JUDGED
    return fails_if(
        keyed & entry.auth.equals("NONE") & open_to_internet(entry.source, app),
        at=entry.api_key,
        message=f"{called(entry)} asks for an API key and for nothing else",
        evidence=called(entry),
    )


def _asked_first(entry: EntryPoint) -> bool:
    """HTTP APIs take no keys; callers of a WebSocket API are asked when they connect."""
    connects = entry.path.equals("$connect").certain
    return entry.kind is EntryKind.REST_METHOD or (
        entry.kind is EntryKind.WEBSOCKET_ROUTE and connects
    )
