"""DEP-011: a parameter that decides how safe the application is."""

from __future__ import annotations

from crenel.analysis.inputs import security_inputs
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import StackParameter
from crenel.model.truth import any_of

control = Control(
    name="undecided-by-parameter",
    handle="DEP-011",
    title="a parameter without a default decides a security property",
    severity=Severity.INFO,
    judges=StackParameter,
    maps_to=(),
    practices=("DL1",),
    fix="Give the parameter a safe default, or analyse each environment with its values.",
)


@control.check
def check(parameter: StackParameter, app: Knowledge) -> Judged:
    """Fails where a property that controls judge comes from the parameter and is not known."""
    found = list(security_inputs(app, parameter.label))
    if not found:
        return NOT_JUDGED
    return fails_if(
        any_of(open_ for _, _, open_ in found),
        message=f"the parameter {parameter.label} decides {found[0][1]}",
        also=[(value, what) for value, what, _ in found[:5]],
        evidence=parameter.label,
    )
