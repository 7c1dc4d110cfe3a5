"""IAM-023: a role may change network interfaces, and its function stands in no network."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.identity._managed import gives
from crenel.controls.identity._needed import needs_behind
from crenel.model.entities import Function, Identity
from crenel.model.truth import Truth, any_of, truth
from crenel.model.verdict import Certainty

_MESSAGE = "{} stands in no network, but may change network interfaces"
_POLICY = "AWSLambdaVPCAccessExecutionRole"
_ENI = "ec2:CreateNetworkInterface"

control = Control(
    name="network-permission-without-network",
    handle="IAM-023",
    title="a role may change network interfaces, and its function stands in no network",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A4",),
    practices=("IA1",),
    fix="Replace AWSLambdaVPCAccessExecutionRole by AWSLambdaBasicExecutionRole.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where the role holds the policy for functions in a VPC and the function is in none."""
    identity = app.identity_of(subject)
    if identity is None:
        return NOT_JUDGED
    others = any_of(other.network.is_present() for other in app.functions_as(identity))
    held = gives(identity, app, _POLICY, _ENI)
    if not held.possible:
        return _written_out(subject, identity, app, others)
    message = _MESSAGE.format(subject.label)
    return fails_if(held & ~others, at=identity.managed, message=message, evidence=_POLICY)


def _written_out(subject: Function, identity: Identity, app: Knowledge, others: Truth) -> Judged:
    """The same actions in a policy of one's own: unless the code calls them, or may."""
    found = (one for of in (identity, *app.policies_of(identity)) for one in app.grants_of(of))
    grant = next((one for one in found if one.action.text().lower() == _ENI.lower()), None)
    needs = needs_behind(identity, app) if grant is not None else None
    if grant is None or needs is None:
        return NOT_JUDGED
    called = any(need.action == _ENI and not need.why for need in needs)
    return fails_if(
        grant.allows() & ~others & truth(not called) & app.limits.leave(identity, grant, [_ENI]),
        at=grant.action,
        message=_MESSAGE.format(subject.label),
        evidence=grant.action.text(),
        certainty=Certainty.LIKELY,
    )
