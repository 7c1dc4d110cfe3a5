"""DAT-004: a bucket keeps no earlier versions of its objects."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Bucket

control = Control(
    name="bucket-without-versions",
    handle="DAT-004",
    title="a bucket keeps no earlier versions of its objects",
    severity=Severity.LOW,
    judges=Bucket,
    maps_to=("FSBP-S3.14", "NIST-CP-9"),
    practices=("IR2",),
    fix="Set VersioningConfiguration: {Status: Enabled}.",
)


@control.check
def check(subject: Bucket, _: Knowledge) -> Judged:
    """Fails where versioning is not enabled."""
    return fails_if(
        ~subject.versioning.equals("Enabled"), at=subject.versioning, evidence="no versions"
    )
