"""ENT-003: a permission to invoke a function that everybody holds."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._principals import names_source
from crenel.model.entities import InvokePermission

control = Control(
    name="anyone-may-invoke",
    handle="ENT-003",
    title="everybody with an AWS account may invoke the function",
    severity=Severity.CRITICAL,
    judges=InvokePermission,
    maps_to=("OWASP-S5", "CSA-A2", "NIST-AC-3", "NIST-SC-7", "FSBP-Lambda.1"),
    practices=("IA5", "IA3"),
    fix="Name the service, account or role that invokes the function, and the resource it does "
    "so for.",
)


@control.check
def check(permission: InvokePermission, _: Knowledge) -> Judged:
    """Fails for the principal ``*`` with nothing that narrows it; a public URL is ENT-001's."""
    if (permission.url_auth.equals("NONE") | permission.via_url.is_true()).certain:
        return NOT_JUDGED
    narrow = (
        names_source(permission.source_arn)
        | permission.source_account.is_present()
        | permission.organization.is_present()
    )
    return fails_if(
        permission.principal.equals("*") & ~narrow,
        at=permission.principal,
        message=f"anyone with an AWS account may call {permission.action.text() or 'the function'}",
        evidence=f"{permission.principal.text()} {permission.action.text()}",
    )
