"""SEC-020: a secret that every function of the application may read."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._readers import may_read
from crenel.model.entities import Function, Secret
from crenel.model.truth import all_of

control = Control(
    name="secret-for-every-function",
    handle="SEC-020",
    title="every function of the application may read a secret",
    severity=Severity.MEDIUM,
    judges=Secret,
    maps_to=("OWASP-S3", "CSA-A4"),
    practices=("SC4",),
    fix="Give each function a role of its own, and allow the secret to those that use it.",
)
FEWEST = 3
"""With fewer functions, all of them is not many."""


@control.check
def check(secret: Secret, app: Knowledge) -> Judged:
    """Fails where each function's role allows to read the secret."""
    functions = app.all(Function)
    if len(functions) < FEWEST:
        return NOT_JUDGED
    return fails_if(
        all_of(may_read(app, function, secret) for function in functions),
        message=f"all {len(functions)} functions may read the secret {secret.label}",
    )
