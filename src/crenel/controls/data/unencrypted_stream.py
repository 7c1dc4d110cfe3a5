"""DAT-016: a stream whose records rest in plain text."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Stream

control = Control(
    name="unencrypted-stream",
    handle="DAT-016",
    title="a stream keeps its records unencrypted",
    severity=Severity.MEDIUM,
    judges=Stream,
    maps_to=("OWASP-S3", "FSBP-Kinesis.1", "NIST-SC-28"),
    practices=("DN1",),
    fix="Switch server-side encryption on.",
)


@control.check
def check(stream: Stream, _: Knowledge) -> Judged:
    """Fails where the encryption is NONE, which is what streams have unless told otherwise."""
    return fails_if(stream.encryption.equals("NONE"), at=stream.encryption, evidence="none")
