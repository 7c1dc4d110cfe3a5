"""IAM-027: a service's role that may start whatever there is."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.identity._invokers import invokes
from crenel.controls.identity._lists import actions
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

control = Control(
    name="invoke-anything",
    handle="IAM-027",
    title="a role that a service invokes with reaches every target",
    severity=Severity.MEDIUM,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA3",),
    fix="Name the functions, queues, topics and state machines that the definition uses.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Judged:
    """Fails where an invoking service's role starts or feeds every resource of a kind."""
    if not invokes(holder, app):
        return NOT_JUDGED
    reach = actions("invocations")
    return everywhere(holder, app, reach, "start any target", whole_services=False)
