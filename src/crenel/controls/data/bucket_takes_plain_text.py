"""DAT-003: a bucket that answers without TLS."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import refuses_plain_text
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.data._use import holds_data
from crenel.model.entities import Bucket
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
    if not policies and not holds_data(bucket, app):
        return NOT_JUDGED
    statements = [statement for policy in policies for statement in policy.statements]
    refused = any_of(
        refuses_plain_text(one, "s3").under(policy.guard)
        for policy in policies
        for one in policy.statements
    )
    return fails_if(
        ~refused,
        message="no policy refuses all requests without TLS",
        also=[(one.whole, "a statement of its policy") for one in statements[:1]],
    )
