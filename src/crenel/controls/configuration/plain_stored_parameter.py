"""SEC-008: a secret in a stored parameter that is not encrypted."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._inflow import hidden_parameter
from crenel.model.entities import StoredParameter
from crenel.secrets.written import masked, names_a_secret, written_secret

control = Control(
    name="plain-stored-parameter",
    handle="SEC-008",
    title="a secret is kept in a stored parameter of type String",
    severity=Severity.HIGH,
    judges=StoredParameter,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "SC3"),
    masked=True,
    fix="Keep it in Secrets Manager, or in a SecureString that is made outside the template.",
)


@control.check
def check(parameter: StoredParameter, app: Knowledge) -> Judged:
    """Fails where a secret is written, or comes from a parameter that was hidden."""
    if parameter.kind.equals("SecureString").certain:
        return NOT_JUDGED
    names = (parameter.label, parameter.name.text())
    label = next((name for name in names if names_a_secret(name)), parameter.label)
    brought = hidden_parameter(parameter.value, app)
    return fails_if(
        ~parameter.kind.equals("SecureString") & (written_secret(label, parameter.value) | brought),
        at=parameter.value,
        message=f"{parameter.label} keeps a secret as plain text in the parameter store",
        evidence=masked(label, parameter.value),
    )
