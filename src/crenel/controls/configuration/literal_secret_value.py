"""SEC-009: a secret store whose secret stands in the template."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.controls.configuration._stored import literal_secret
from crenel.model.entities import Secret

control = Control(
    name="literal-secret-value",
    handle="SEC-009",
    title="the value of a stored secret is written in the template",
    severity=Severity.CRITICAL,
    judges=Secret,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "PF2"),
    masked=True,
    fix="Use GenerateSecretString, or put the value in by other means and rotate it.",
)


@control.check
def check(secret: Secret, _: Knowledge) -> Judged:
    """Fails where the text, or a secret field of a JSON text, could be the secret itself."""
    return fails_if(
        literal_secret(secret.value),
        at=secret.value,
        message=f"the secret {secret.label} is written in the template",
        evidence=f"{secret.label} SecretString",
    )
