"""DAT-017: a stored secret is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Secret

control = Control(
    name="secret-without-own-key",
    handle="DAT-017",
    title="a stored secret is not encrypted with a key of one's own",
    severity=Severity.INFO,
    judges=Secret,
    maps_to=("NIST-SC-12",),
    practices=("DN1",),
    fix="Name a key of your own in KmsKeyId.",
)


@control.check
def check(subject: Secret, _: Knowledge) -> Judged:
    """Fails where no key is named; AWS encrypts with one of its own."""
    return fails_if(subject.key.is_absent(), at=subject.key, evidence="no key")
