"""DEP-012: a function that runs in every deployment and may do everything."""

from __future__ import annotations

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import CustomResource, Function
from crenel.model.truth import unknown

control = Control(
    name="administrator-custom-resource",
    handle="DEP-012",
    title="the function of a custom resource may do everything in the account",
    severity=Severity.HIGH,
    judges=CustomResource,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Allow the function what the custom resource sets up, and nothing else.",
)


@control.check
def check(custom: CustomResource, app: Knowledge) -> Judged:
    """Fails where the function behind it runs as an administrator."""
    function = app.resolve(custom.function, Function)
    if function is None:
        return NOT_JUDGED
    role = app.identity_of(function)
    return fails_if(
        unknown(function.identity) if role is None else is_administrator(app, role),
        at=custom.function,
        message=f"{function.label}, which {custom.label} runs, may do everything in the account",
        also=[(role.origin.span, "its role")] if role else [],
        evidence="administrator",
    )
