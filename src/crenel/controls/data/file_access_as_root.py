"""DAT-022b: an access point that makes everybody root."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import FileSystemAccess

control = Control(
    name="file-access-as-root",
    handle="DAT-022b",
    title="an access point lets its users act as root",
    severity=Severity.MEDIUM,
    judges=FileSystemAccess,
    maps_to=("OWASP-S5", "FSBP-EFS.4", "NIST-AC-6"),
    practices=("DN4",),
    fix="Set PosixUser to a user id other than 0 that owns the function's folder.",
)


@control.check
def check(access: FileSystemAccess, _: Knowledge) -> Judged:
    """Fails where the user id that the access point enforces is 0."""
    return fails_if(access.user_id.equals("0"), at=access.user_id, evidence="root")
