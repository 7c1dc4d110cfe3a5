"""DAT-024: a state machine is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Workflow

control = Control(
    name="workflow-without-own-key",
    handle="DAT-024",
    title="a state machine is not encrypted with a key of one's own",
    severity=Severity.INFO,
    judges=Workflow,
    maps_to=("NIST-SC-28",),
    practices=("DN1",),
    fix="Name a key of your own in EncryptionConfiguration.KmsKeyId.",
)


@control.check
def check(subject: Workflow, _: Knowledge) -> Judged:
    """Fails where no key is named; AWS encrypts with one of its own."""
    return fails_if(subject.key.is_absent(), at=subject.key, evidence="no key")
