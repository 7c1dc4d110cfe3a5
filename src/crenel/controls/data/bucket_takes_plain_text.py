"""DAT-003: a bucket that answers without TLS."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import refuses_plain_text
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Bucket, Function, Identity
from crenel.model.truth import any_of

control = Control(
    name="bucket-takes-plain-text",
    handle="DAT-003",
    title="a bucket with the application's data answers without TLS",
    severity=Severity.MEDIUM,
    judges=Bucket,
    maps_to=("OWASP-S3", "FSBP-S3.5", "NIST-SC-8"),
    practices=("DN2",),
    fix="Deny s3:* to everyone where aws:SecureTransport is false.",
)


@control.check
def check(bucket: Bucket, app: Knowledge) -> Judged:
    """Fails where no statement of the bucket's policies refuses plain text."""
    policies = list(app.policies_on(bucket))
    if not policies and not _holds_data(bucket, app):
        return NOT_JUDGED
    statements = [statement for policy in policies for statement in policy.statements]
    refused = any_of(
        refuses_plain_text(one).under(policy.guard)
        for policy in policies
        for one in policy.statements
    )
    return fails_if(
        ~refused,
        message="no policy refuses requests without TLS",
        also=[(one.whole, "a statement of its policy") for one in statements[:1]],
    )


def _holds_data(bucket: Bucket, app: Knowledge) -> bool:
    """Does it tell of its objects, a function read its name, or a function's role name it?"""
    if not bucket.notifications.is_absent().certain:
        return True
    named = (
        ref.target
        for function in app.all(Function)
        for _, _, value in function.environment.entries()
        for ref in value.refs()
    )
    granted = (
        ref.target
        for role in app.all(Identity)
        if app.functions_as(role)
        for statement in app.statements_of(role)
        for ref in statement.resources.refs()
    )
    return bucket.id in named or bucket.id in granted
