"""DAT-014: messages that leave a topic over plain HTTP."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Subscription

control = Control(
    name="plain-text-subscription",
    handle="DAT-014",
    title="a topic sends its messages over plain HTTP",
    severity=Severity.MEDIUM,
    judges=Subscription,
    maps_to=("OWASP-S3", "NIST-SC-8"),
    practices=("DN2",),
    fix="Subscribe an https endpoint.",
)


@control.check
def check(subscription: Subscription, _: Knowledge) -> Judged:
    """Fails where a subscription to the web has the protocol http."""
    if subscription.protocol.startswith("http").refuted:
        return NOT_JUDGED
    return fails_if(
        subscription.protocol.equals("http"),
        at=subscription.protocol,
        also=[(subscription.endpoint, "to this endpoint")],
        evidence=f"http {subscription.endpoint.text()}",
    )
