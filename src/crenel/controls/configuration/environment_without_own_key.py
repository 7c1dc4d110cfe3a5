"""SEC-004: a function's environment is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="environment-without-own-key",
    handle="SEC-004",
    title="a function's environment is not encrypted with a key of one's own",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S3", "CSA-A7", "NIST-SC-28"),
    practices=("DN1",),
    fix="Name a key of your own in KmsKeyArn.",
)


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where the environment holds values and no key is named."""
    if subject.environment.is_absent().certain:
        return NOT_JUDGED
    holds = subject.environment.is_present()
    return fails_if(
        holds & subject.environment_key.is_absent(), at=subject.environment_key, evidence="no key"
    )
