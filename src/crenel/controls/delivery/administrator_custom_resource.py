"""DEP-012: a function that runs in every deployment and may do everything."""

from __future__ import annotations

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import CustomResource, Function, Identity
from crenel.model.truth import FALSE, Truth, unknown

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
    meant = [one for _, one in app.meanings(custom.function, Function) if one is not None]
    if not meant:
        return NOT_JUDGED
    names = " or ".join(dict.fromkeys(function.label for function in meant))
    roles = (role for one in meant for _, role in app.meanings(one.identity, Identity) if role)
    return fails_if(
        app.whichever(custom.function, Function, lambda one: _administers(one, app), none=FALSE),
        at=custom.function,
        message=f"{names}, which {custom.label} runs, may do everything in the account",
        also=[(role.origin.span, "its role") for role in dict.fromkeys(roles)],
        evidence="administrator",
    )


def _administers(function: Function, app: Knowledge) -> Truth:
    role = function.identity
    return app.whichever(role, Identity, lambda one: is_administrator(app, one), none=unknown(role))
