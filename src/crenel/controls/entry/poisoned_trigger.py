"""ENT-033: a bucket that anyone may write to starts a function."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._buckets import blocked, writable, writers
from crenel.model.entities import Bucket, EntryKind, EntryPoint
from crenel.model.truth import any_of

control = Control(
    name="poisoned-trigger",
    handle="ENT-033",
    title="anyone may write to the bucket that starts the function",
    severity=Severity.CRITICAL,
    judges=EntryPoint,
    maps_to=("OWASP-S1", "CSA-A1"),
    practices=("DN4", "IA5"),
    fix="Let only the principals write that must, and block public access to the bucket.",
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails for the ACL public-read-write, and for policies by which anyone may put objects."""
    bucket = app.resolve(entry.source, Bucket)
    if entry.kind is not EntryKind.OBJECT or bucket is None:
        return NOT_JUDGED
    block = bucket.public_access_block
    by_acl = bucket.acl.equals("PublicReadWrite")
    policies = list(app.policies_on(bucket))
    places = [writers(policy) for policy in policies if writable(policy).possible]
    by_policy = any_of(writable(policy) for policy in policies)
    return fails_if(
        (by_acl & ~blocked(block, "BlockPublicAcls", "IgnorePublicAcls"))
        | (by_policy & ~blocked(block, "BlockPublicPolicy", "RestrictPublicBuckets")),
        at=bucket.acl if by_acl.possible else next(iter(places), None),
        also=[(entry.function, "this function is started by every object")],
        message=f"anyone may write to {bucket.label}, and every object starts the function",
        evidence=bucket.label,
    )
