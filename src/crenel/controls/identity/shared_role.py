"""IAM-012: functions that share their powers."""

from __future__ import annotations

from itertools import combinations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function, Identity
from crenel.model.truth import TRUE, Truth, any_of

control = Control(
    name="shared-role",
    handle="IAM-012",
    title="two or more functions run as one role",
    severity=Severity.MEDIUM,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA3",),
    fix="Give each function a role of its own with the statements that its code needs.",
)


@control.check
def check(identity: Identity, app: Knowledge) -> Judged:
    """Fails where two functions that exist in the same deployment run as the role."""
    functions = app.functions_as(identity)
    if not functions:
        return NOT_JUDGED
    names = sorted(function.label for function in functions)
    return fails_if(
        any_of(_together(one, other) for one, other in combinations(functions, 2)),
        message=f"{len(names)} functions run as it: {', '.join(names[:8])}",
        also=[(function.identity, f"{function.label} runs as it") for function in functions],
    )


def _together(one: Function, other: Function) -> Truth:
    return TRUE.under(one.guard) & TRUE.under(other.guard)
