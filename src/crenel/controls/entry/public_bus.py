"""ENT-032: an event bus whose policy lets in anyone."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.entry._policies import open_statements
from crenel.model.entities import ResourcePolicy

control = Control(
    name="public-bus",
    handle="ENT-032",
    title="anyone may put events on the bus",
    severity=Severity.HIGH,
    judges=ResourcePolicy,
    maps_to=("OWASP-S5", "CSA-A1"),
    practices=("IA3",),
    fix="Name the accounts that may put events, or add aws:PrincipalOrgID as a condition.",
)


@control.check
def check(policy: ResourcePolicy, _: Knowledge) -> Judged:
    """Fails for each statement that lets in anyone and is narrowed by nothing."""
    if policy.service != "events":
        return NOT_JUDGED
    return open_statements(policy, "the event bus")
