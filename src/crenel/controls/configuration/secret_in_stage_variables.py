"""SEC-005: a secret among the variables of an API's stage."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._inflow import hidden_parameter
from crenel.model.entities import ApiStage
from crenel.model.truth import FALSE, Truth
from crenel.model.value import Value
from crenel.secrets.written import masked, names_a_secret, written_secret

control = Control(
    name="secret-in-stage-variables",
    handle="SEC-005",
    title="a stage variable of an API holds a secret",
    severity=Severity.HIGH,
    judges=ApiStage,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "PF2"),
    masked=True,
    fix="Keep the secret in a secret store and let the function behind the API read it.",
)


@control.check
def check(stage: ApiStage, app: Knowledge) -> Judged:
    """Fails for each variable with a written secret, or with one that a parameter hid."""
    variables = list(stage.variables.entries())
    if not variables:
        return NOT_JUDGED
    return [
        fails_if(
            (written_secret(name, value) | _brought(name, value, app)).under(guard),
            at=value,
            message=f"the stage variable {name} holds a secret in plain text",
            evidence=masked(name, value),
        )
        for guard, name, value in variables
    ]


def _brought(name: str, value: Value, app: Knowledge) -> Truth:
    return hidden_parameter(value, app) if names_a_secret(name) else FALSE
