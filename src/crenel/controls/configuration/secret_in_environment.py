"""SEC-001: a password, token or key written into a function's environment."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function
from crenel.secrets.written import masked, written_secret

control = Control(
    name="secret-in-environment",
    handle="SEC-001",
    title="a secret is written in a function's environment variables",
    severity=Severity.CRITICAL,
    judges=Function,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "PF2", "DL4"),
    masked=True,
    fix="Keep the secret in a secret store and read it in the function when it starts.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails for each variable whose name says secret, or whose text carries a credential."""
    variables = list(function.environment.entries())
    if not variables:
        return NOT_JUDGED
    return [
        fails_if(
            written_secret(name, value).under(guard),
            at=value,
            message=f"{function.label} has a secret in plain text in the variable {name}",
            evidence=masked(name, value),
        )
        for guard, name, value in variables
    ]
