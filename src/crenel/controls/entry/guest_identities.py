"""ENT-026: an identity pool that takes guests."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import IdentityPool

control = Control(
    name="guest-identities",
    handle="ENT-026",
    title="an identity pool gives cloud credentials to callers who did not sign in",
    severity=Severity.HIGH,
    judges=IdentityPool,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Set AllowUnauthenticatedIdentities: false, or let the guest role do only what all may do.",
)


@control.check
def check(pool: IdentityPool, _: Knowledge) -> Judged:
    """Fails where guests get credentials."""
    return fails_if(pool.unauthenticated.is_true(), at=pool.unauthenticated)
