"""ENT-028 (its second half): an app client that tells who has an account, or keeps tokens alive."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import UserPoolClient

control = Control(
    name="telling-sign-in",
    handle="ENT-028B",
    title="sign-in tells who has an account, or tokens cannot be revoked",
    severity=Severity.MEDIUM,
    judges=UserPoolClient,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5", "CD3"),
    fix="Set PreventUserExistenceErrors: ENABLED, and leave EnableTokenRevocation on.",
)


@control.check
def check(client: UserPoolClient, _: Knowledge) -> Judged:
    """Fails for the legacy error answers, and where token revocation is switched off."""
    errors, revocation = client.prevent_user_existence_errors, client.token_revocation
    return [
        fails_if(
            errors.equals("LEGACY"),
            at=errors,
            message="sign-in answers differently for names that have no account",
            evidence="user existence",
        ),
        fails_if(
            revocation.is_false(),
            at=revocation,
            message="a stolen refresh token cannot be revoked",
            evidence="token revocation",
        ),
    ]
