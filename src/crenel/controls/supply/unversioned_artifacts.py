"""SUP-015: the bucket that a function's code comes from keeps no versions."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Bucket, Function

control = Control(
    name="unversioned-artifacts",
    handle="SUP-015",
    title="the bucket that a function's code comes from keeps no versions",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A3"),
    practices=("DL2", "CD4"),
    fix="Enable versioning on the bucket and deploy a fixed version of the object.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where the bucket is made here and its versioning is not enabled."""
    bucket = app.resolve(subject.package.bucket, Bucket)
    if bucket is None:
        return NOT_JUDGED
    return fails_if(
        ~bucket.versioning.equals("Enabled"),
        at=subject.package.bucket,
        message=f"{bucket.label}, where the code of {subject.label} comes from, keeps no versions",
        also=[(bucket.origin.span, "the bucket")],
        evidence="no versions",
    )
