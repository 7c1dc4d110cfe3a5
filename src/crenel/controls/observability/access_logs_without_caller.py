"""OBS-006: access logs do not tell who called."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import ApiStage

control = Control(
    name="access-logs-without-caller",
    handle="OBS-006",
    title="access logs do not tell who called",
    severity=Severity.LOW,
    judges=ApiStage,
    maps_to=("OWASP-S10", "CSA-A5"),
    practices=("RO1",),
    fix="Log $context.requestId, $context.identity.sourceIp and the caller's identity.",
)

_CALLER = ("$context.identity.", "$context.authorizer.")
"""Beginnings of the variables that tell who called."""


@control.check
def check(subject: ApiStage, _: Knowledge) -> Judged:
    """Fails where the format of the access log names neither an address nor an identity."""
    if subject.access_log.is_absent().certain or subject.access_log_format.is_absent().certain:
        return NOT_JUDGED
    named = subject.access_log_format.test(
        lambda scalar: any(one in str(scalar) for one in _CALLER)
    )
    return fails_if(~named, at=subject.access_log_format, evidence="no caller")
