"""ENT-008: the token of a skill is written in the template."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import InvokePermission
from crenel.model.truth import truth
from crenel.model.value import Known

control = Control(
    name="event-source-token-in-template",
    handle="ENT-008",
    title="the token of a skill is written in the template",
    severity=Severity.MEDIUM,
    judges=InvokePermission,
    maps_to=("CSA-A7",),
    practices=("SC1", "PF2"),
    fix="Take the token from a parameter with NoEcho, or name the skill in SourceArn.",
)


@control.check
def check(subject: InvokePermission, _: Knowledge) -> Judged:
    """Fails where the token is a literal."""
    token = subject.event_source_token
    if token.is_absent().certain:
        return NOT_JUDGED
    return fails_if(
        token.any(lambda one: truth(isinstance(one, Known), one)),
        at=token,
        message=f"the token of {subject.label} stands in plain sight",
        evidence="literal token",
    )
