"""IAM-012: functions that share their powers."""

from __future__ import annotations

from itertools import combinations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.identity._sharing import shared_power, spilled
from crenel.model.entities import Function, Identity
from crenel.model.truth import TRUE, Truth, any_of
from crenel.model.verdict import Certainty

_MAX = 8

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
    """Fails where functions of the same deployment run as it, and one may do what it need not."""
    functions = app.functions_as(identity)
    if not functions:
        return NOT_JUDGED
    bad = any_of(_together(one, other) for one, other in combinations(functions, 2))
    if bad.refuted:
        return fails_if(bad)
    spill = spilled(functions, app)
    names = sorted(function.label for function in functions)
    more = f" and {len(names) - _MAX} more" if len(names) > _MAX else ""
    return fails_if(
        bad & shared_power(identity, app, spill),
        message=f"{len(names)} functions run as it: {', '.join(names[:_MAX])}{more}",
        also=[
            *(spill.notes if spill is not None else ()),
            *((function.identity, f"{function.label} runs as it") for function in functions),
        ],
        certainty=Certainty.LIKELY if spill is None else Certainty.CERTAIN,
    )


def _together(one: Function, other: Function) -> Truth:
    return TRUE.under(one.guard) & TRUE.under(other.guard)
