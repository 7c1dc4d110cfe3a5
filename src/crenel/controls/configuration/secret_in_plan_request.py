"""SEC-019: a secret is sent along whenever a deployment is planned."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.configuration._carried import carries_secret
from crenel.model.entities import PlanRequest

control = Control(
    name="secret-in-plan-request",
    handle="SEC-019",
    title="a secret is sent along whenever a deployment is planned",
    severity=Severity.HIGH,
    judges=PlanRequest,
    maps_to=("OWASP-S3",),
    practices=("SC4", "DN2"),
    fix="Let the function fetch it at run time, or call the service without the secret.",
)


@control.check
def check(request: PlanRequest, app: Knowledge) -> Iterator[Judgement]:
    """Fails where the address, a header or the body holds what a secret store gave out."""
    parts = [("address", request.url), ("body", request.body)]
    parts += [(f"header {name}", value) for _, name, value in request.headers.entries()]
    for what, value in parts:
        yield fails_if(
            carries_secret(value, app),
            at=value,
            message=f"the {what} of {request.label} holds a secret, which lands in logs and state",
            evidence=what,
        )
