"""ENT-014: a WebSocket API that anyone connects to."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="open-websocket",
    handle="ENT-014",
    title="anyone on the internet may connect to the WebSocket API",
    severity=Severity.HIGH,
    judges=EntryPoint,
    maps_to=("OWASP-S2", "CSA-A2", "FSBP-APIGateway.8"),
    practices=("IA5",),
    fix="Set AuthorizationType to CUSTOM (a Lambda authorizer) or AWS_IAM on the $connect route.",
)


@control.check
def check(entry: EntryPoint, _: Knowledge) -> Judged:
    """Fails where $connect asks for nothing; it is the only route that can ask."""
    connects = entry.path.equals("$connect")
    if entry.kind is not EntryKind.WEBSOCKET_ROUTE or connects.refuted:
        return NOT_JUDGED
    bad = connects & entry.auth.equals("NONE") & ~entry.api_key.is_true()
    return fails_if(bad, at=entry.auth)
