"""DAT-012: a queue answers without TLS."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import refuses_plain_text
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Queue
from crenel.model.truth import any_of

control = Control(
    name="queue-takes-plain-text",
    handle="DAT-012",
    title="a queue answers without TLS",
    severity=Severity.LOW,
    judges=Queue,
    maps_to=("OWASP-S3", "NIST-SC-8"),
    practices=("DN2",),
    fix="Deny sqs:* to everyone where aws:SecureTransport is false.",
)


@control.check
def check(subject: Queue, app: Knowledge) -> Judged:
    """Fails where it has policies and none refuses plain text."""
    policies = list(app.policies_on(subject))
    if not policies:
        return NOT_JUDGED
    refused = any_of(
        refuses_plain_text(one).under(policy.guard)
        for policy in policies
        for one in policy.statements
    )
    return fails_if(
        ~refused, message="no policy refuses requests without TLS", evidence="plain text"
    )
