"""DAT-005: a bucket is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Bucket

control = Control(
    name="bucket-without-own-key",
    handle="DAT-005",
    title="a bucket is not encrypted with a key of one's own",
    severity=Severity.INFO,
    judges=Bucket,
    maps_to=("FSBP-S3.17", "NIST-SC-28"),
    practices=("DN1",),
    fix="Name a key of your own as KMSMasterKeyID in the default encryption.",
)


@control.check
def check(subject: Bucket, _: Knowledge) -> Judged:
    """Fails where no key is named; AWS encrypts every object with one of its own since 2023."""
    rules = subject.encryption.get("ServerSideEncryptionConfiguration")
    path = ("ServerSideEncryptionByDefault", "KMSMasterKeyID")
    own = rules.any(lambda rule: rule.at(*path).is_present())
    return fails_if(~own, at=subject.encryption, evidence="no key")
