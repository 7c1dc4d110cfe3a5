"""SEC-003: a stored secret copied into a function's environment when it is deployed."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._inflow import inflow
from crenel.model.entities import Function

control = Control(
    name="secret-copied-into-environment",
    handle="SEC-003",
    title="a stored secret is copied into a function's plain environment variables",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC3", "SC4", "DL4"),
    fix="Put the secret's ARN in the environment and read the secret in the function.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails for each variable that a deployment fills with a secret's text."""
    variables = list(function.environment.entries())
    if not variables:
        return NOT_JUDGED
    return [
        fails_if(
            inflow(name, value, app).under(guard),
            at=value,
            message=f"a deployment writes the secret into the variable {name} of {function.label}",
            evidence=name,
        )
        for guard, name, value in variables
    ]
