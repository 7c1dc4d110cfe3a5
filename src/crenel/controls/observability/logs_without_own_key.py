"""OBS-004: a log group is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import LogGroup

control = Control(
    name="logs-without-own-key",
    handle="OBS-004",
    title="a log group is not encrypted with a key of one's own",
    severity=Severity.LOW,
    judges=LogGroup,
    maps_to=("OWASP-S10", "NIST-SC-28"),
    practices=("DN1",),
    fix="Name a key of your own in KmsKeyId.",
)


@control.check
def check(subject: LogGroup, _: Knowledge) -> Judged:
    """Fails where no key is named; AWS encrypts with one of its own."""
    return fails_if(subject.key.is_absent(), at=subject.key, evidence="no key")
