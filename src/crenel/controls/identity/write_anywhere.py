"""IAM-010: changing or deleting things on every resource."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.identity._invokers import invokes
from crenel.controls.identity._lists import actions
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

_TEXTING = ("cognito-idp.",)

control = Control(
    name="write-anywhere",
    handle="IAM-010",
    title="a policy allows writing to every resource",
    severity=Severity.MEDIUM,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6"),
    practices=("IA1", "PF1"),
    fix="Put the ARNs of the resources that the code writes into Resource.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Judged:
    """Fails where an action that writes, and knows resources, holds for all of them."""
    if invokes(holder, app):
        return NOT_JUDGED  # invoke-anything tells it
    if invokes(holder, app, _TEXTING) and _only_publishes(holder):
        return NOT_JUDGED  # text messages go to numbers, and no ARN names a number
    power = "write to every resource"
    return everywhere(holder, app, actions("writes"), power, whole_services=False)


def _only_publishes(holder: PolicyHolder) -> bool:
    """Is sending messages all that it allows?"""
    actions_ = [one.actions for one in holder.statements]
    return all(one.all(lambda action: action.equals("sns:Publish")).certain for one in actions_)
