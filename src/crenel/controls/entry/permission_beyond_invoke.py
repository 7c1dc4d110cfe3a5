"""ENT-006: a function's resource policy that allows more than to invoke it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import InvokePermission
from crenel.model.value import Scalar

control = Control(
    name="permission-beyond-invoke",
    handle="ENT-006",
    title="a permission on the function allows more than to invoke it",
    severity=Severity.MEDIUM,
    judges=InvokePermission,
    maps_to=("OWASP-S5",),
    practices=("IA1",),
    fix="Set Action to lambda:InvokeFunction (or lambda:InvokeFunctionUrl for a URL).",
)

_INVOKE = frozenset({"lambda:invokefunction", "lambda:invokefunctionurl", "lambda:invokeasync"})


@control.check
def check(permission: InvokePermission, _: Knowledge) -> Judged:
    """Fails for any action but those that invoke."""
    action = permission.action
    return fails_if(
        action.is_present() & ~action.test(_invokes),
        at=action,
        message=f"{permission.principal.text()} may do {action.text()} on the function",
    )


def _invokes(action: Scalar) -> bool:
    return str(action).lower() in _INVOKE
