"""ENT-005: an account that is written into the template may invoke the function."""

from __future__ import annotations

import re

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._principals import of_this_account
from crenel.model.entities import InvokePermission
from crenel.model.truth import Truth, truth
from crenel.model.value import Value
from crenel.model.verdict import Certainty

control = Control(
    name="foreign-account-invokes",
    handle="ENT-005",
    title="another account may invoke the function",
    severity=Severity.HIGH,
    judges=InvokePermission,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA3",),
    fix="Remove the permission, or name the one role of that account and require PrincipalOrgID.",
)

_ACCOUNT = re.compile(r"(arn:[^:]*:(iam|sts)::)?\d{12}(:.*)?")


@control.check
def check(permission: InvokePermission, app: Knowledge) -> Judged:
    """Fails for a literal account without an organization: which one it is, no file tells."""
    principal = permission.principal
    named = principal.any(lambda one: _foreign(one, app))
    if named.refuted:
        return NOT_JUDGED
    return fails_if(
        named & permission.organization.is_absent(),
        at=principal,
        message=f"{principal.text()} may invoke the function",
        certainty=Certainty.LIKELY,
    )


def _foreign(principal: Value, app: Knowledge) -> Truth:
    if of_this_account(principal, app):
        return truth(False, principal)
    return principal.test(lambda text: _ACCOUNT.fullmatch(str(text)) is not None)
