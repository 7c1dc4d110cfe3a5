"""ENT-004: a service may invoke the function on behalf of any account."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._principals import names_source, of_this_account
from crenel.controls.entry._service_principals import BY_TOKEN, SAME_ACCOUNT, WITHOUT_ACCOUNT
from crenel.model.entities import Bucket, InvokePermission
from crenel.model.truth import Truth, truth
from crenel.model.value import Value

control = Control(
    name="permission-without-source",
    handle="ENT-004",
    title="a service may invoke the function on behalf of any account",
    severity=Severity.HIGH,
    judges=InvokePermission,
    maps_to=("OWASP-S5", "CSA-A2", "FSBP-Lambda.1"),
    practices=("IA3",),
    fix="Set SourceArn to the resource that triggers the function, and SourceAccount where that "
    "ARN holds no account (Amazon S3).",
    aliases=("ENT-037",),
)

_SERVICE = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")


@control.check
def check(permission: InvokePermission, app: Knowledge) -> Judged:
    """Fails where neither the source's ARN nor its account is told."""
    principal, source = permission.principal, permission.source_arn
    service = principal.any(lambda one: _is_service(one, app))
    if service.refuted:
        return NOT_JUDGED
    own = truth(app.resolve(source, Bucket) is not None, source)
    owned = ~principal.equals(*WITHOUT_ACCOUNT) | own
    by_arn = names_source(source)
    by_account = permission.source_account.is_present() | permission.organization.is_present()
    token = principal.equals(*BY_TOKEN) & permission.event_source_token.is_present()
    who = principal.text()
    said = f"{who} may invoke the function for any account's resources"
    if principal.equals(*BY_TOKEN).certain:
        said = "any Alexa skill may invoke the function"
    if (by_arn & ~owned).possible:
        said = f"{who} may invoke the function for whoever owns {source.text()} by then"
    return fails_if(
        service & ~((by_arn & owned) | by_account | token), at=principal, message=said, evidence=who
    )


def _is_service(one: Value, app: Knowledge) -> Truth:
    if of_this_account(one, app):
        return truth(False, one)
    named = one.endswith(*_SERVICE) & ~one.startswith("arn:")
    return named & ~one.equals(*SAME_ACCOUNT)
