"""DAT-006: nobody records who reads and writes a bucket."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Bucket

control = Control(
    name="bucket-without-access-logs",
    handle="DAT-006",
    title="nobody records who reads and writes a bucket",
    severity=Severity.LOW,
    judges=Bucket,
    maps_to=("FSBP-S3.9", "NIST-AU-2"),
    practices=("RO1", "DN4"),
    fix="Set LoggingConfiguration with a bucket for the logs.",
)


@control.check
def check(subject: Bucket, app: Knowledge) -> Judged:
    """Fails where no server access log is asked for; not for buckets that receive such logs."""
    receives = any(
        app.refers(other.logging.get("DestinationBucketName"), subject) for other in app.all(Bucket)
    )
    if receives or subject.acl.equals("LogDeliveryWrite").certain:
        return NOT_JUDGED
    return fails_if(subject.logging.is_absent(), at=subject.logging, evidence="no access logs")
