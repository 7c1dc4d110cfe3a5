"""IAM-024: moving on from one function to all others."""

from __future__ import annotations

from crenel.analysis.globs import Actions
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.identity._invokers import invokes
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

_INVOKE = Actions(["lambda:InvokeFunction", "lambda:InvokeAsync"])

control = Control(
    name="invoke-any-function",
    handle="IAM-024",
    title="a policy allows invoking every function",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "CSA-A9"),
    practices=("IA3", "PF1"),
    fix="Name the functions that are called, by ARN or by a common prefix.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Judged:
    """Fails where lambda:InvokeFunction holds for all functions; not for invoking services."""
    if invokes(holder, app):
        return NOT_JUDGED  # invoke-anything tells it
    return everywhere(holder, app, _INVOKE, "invoke every function")
