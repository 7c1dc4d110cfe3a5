"""SEC-010: a secret that nothing rotates."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import means
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Secret, SecretRotation
from crenel.model.truth import any_of

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
    schedules = app.all(SecretRotation)
    rotated = any_of(means(app, one.secret, secret).under(one.guard) for one in schedules)
    return fails_if(~rotated, message=f"nothing rotates the secret {secret.label}")
