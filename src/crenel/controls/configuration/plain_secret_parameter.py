"""SEC-002: a template parameter that takes a secret and shows it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import StackParameter
from crenel.secrets.written import masked, names_a_secret, shows_a_secret

control = Control(
    name="plain-secret-parameter",
    handle="SEC-002",
    title="a template parameter takes a secret in plain sight",
    severity=Severity.HIGH,
    judges=StackParameter,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "SC3", "PF2"),
    masked=True,
    fix="Set NoEcho: true (Terraform: sensitive = true) and no default, or take a secret's ARN.",
)


@control.check
def check(parameter: StackParameter, _: Knowledge) -> Judged:
    """Fails where the value is shown to whoever describes the stack, or has a written default."""
    named = names_a_secret(parameter.label) and parameter.kind.equals("String").certain
    if not named or parameter.allowed.is_present().certain:
        return NOT_JUDGED
    terraform = parameter.origin.type == "variable"
    who = "whoever sees a plan" if terraform else "whoever may describe the stack"
    pointer = ~shows_a_secret(parameter.default) & parameter.default.is_present()
    return [
        fails_if(
            ~parameter.no_echo.is_true() & ~pointer,
            at=parameter.no_echo,
            message=f"the parameter {parameter.label} is shown to {who}",
            evidence=f"{parameter.label} is echoed",
        ),
        fails_if(
            shows_a_secret(parameter.default),
            at=parameter.default,
            message=f"the parameter {parameter.label} has a secret as its default",
            evidence=f"default {masked(parameter.label, parameter.default)}",
        ),
    ]
