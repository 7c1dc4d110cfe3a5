"""DAT-022: a file system that keeps plain text."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import FileSystem

control = Control(
    name="unencrypted-file-system",
    handle="DAT-022",
    title="a file system is not encrypted",
    severity=Severity.MEDIUM,
    judges=FileSystem,
    maps_to=("OWASP-S3", "FSBP-EFS.1", "NIST-SC-28"),
    practices=("DN1",),
    fix="Set Encrypted: true; it can only be set when the file system is made.",
)


@control.check
def check(system: FileSystem, _: Knowledge) -> Judged:
    """Fails where encryption is not switched on; without a word it is off."""
    return fails_if(~system.encrypted.is_true(), at=system.encrypted, evidence="off")
