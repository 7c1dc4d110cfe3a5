"""ENT-004: a service may invoke the function on behalf of any account."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import wide
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._service_principals import BY_TOKEN, SAME_ACCOUNT, WITHOUT_ACCOUNT
from crenel.model.entities import Bucket, InvokePermission
from crenel.model.truth import truth

control = Control(
    name="permission-without-source",
    handle="ENT-004",
    title="a service may invoke the function on behalf of any account",
    severity=Severity.HIGH,
    judges=InvokePermission,
    maps_to=("OWASP-S5", "CSA-A2", "FSBP-Lambda.1"),
    fix="Set SourceArn to the resource that triggers the function, and SourceAccount where that "
    "ARN holds no account (Amazon S3).",
    aliases=("ENT-037",),
)

_SERVICE = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")


@control.check
def check(permission: InvokePermission, app: Knowledge) -> Judged:
    """Fails where neither the source's ARN nor its account is told."""
    principal, source = permission.principal, permission.source_arn
    service = principal.endswith(*_SERVICE) & ~principal.startswith("arn:")
    service = service & ~principal.equals(*SAME_ACCOUNT)
    if service.refuted:
        return NOT_JUDGED
    own = truth(app.resolve(source, Bucket) is not None, source)
    owned = ~principal.equals(*WITHOUT_ACCOUNT) | own
    by_arn = source.is_present() & ~wide(source)
    by_account = permission.source_account.is_present() | permission.organization.is_present()
    token = principal.equals(*BY_TOKEN) & permission.event_source_token.is_present()
    who = principal.text()
    said = f"{who} may invoke the function for any account's resources"
    if (by_arn & ~owned).possible:
        said = f"{who} may invoke the function for whoever owns {source.text()} by then"
    return fails_if(
        service & ~((by_arn & owned) | by_account | token), at=principal, message=said, evidence=who
    )
