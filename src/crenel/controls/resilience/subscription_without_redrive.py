"""RUN-009: messages that a topic cannot deliver are lost."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Subscription

control = Control(
    name="subscription-without-redrive",
    handle="RUN-009",
    title="messages that a topic cannot deliver are lost",
    severity=Severity.LOW,
    judges=Subscription,
    maps_to=("CSA-A10",),
    practices=("PF4",),
    fix="Add a RedrivePolicy with a dead-letter queue.",
)


@control.check
def check(subject: Subscription, _: Knowledge) -> Judged:
    """Fails where a subscription has no dead-letter queue."""
    return fails_if(subject.redrive.is_absent(), at=subject.redrive, evidence="no redrive policy")
