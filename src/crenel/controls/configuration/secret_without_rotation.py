"""SEC-010: a secret that nothing rotates."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import referred
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Secret, SecretRotation

control = Control(
    name="secret-without-rotation",
    handle="SEC-010",
    title="a stored secret is never rotated",
    severity=Severity.MEDIUM,
    judges=Secret,
    maps_to=("OWASP-S3", "CSA-A7", "FSBP-SecretsManager.1"),
    practices=("SC2",),
    fix="Add a RotationSchedule for the secret.",
)


@control.check
def check(secret: Secret, app: Knowledge) -> Judged:
    """Fails where no rotation schedule of the application names the secret."""
    rotated = referred(app, SecretRotation, "secret", secret)
    return fails_if(~rotated, message=f"nothing rotates the secret {secret.label}")
