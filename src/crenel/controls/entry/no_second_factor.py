"""ENT-027: a user pool without MFA."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import UserPool

control = Control(
    name="no-second-factor",
    handle="ENT-027",
    title="users sign in with a password and no second factor",
    severity=Severity.MEDIUM,
    judges=UserPool,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Set MfaConfiguration to ON, or to OPTIONAL and ask those users for it that matter.",
)


@control.check
def check(pool: UserPool, _: Knowledge) -> Judged:
    """Fails where MFA is off, which is the default."""
    return fails_if(pool.mfa.equals("OFF"), at=pool.mfa)
