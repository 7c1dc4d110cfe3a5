"""DAT-002: a bucket that everyone may use."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Bucket, Entity, ResourcePolicy
from crenel.model.truth import FALSE, Truth

control = Control(
    name="public-bucket",
    handle="DAT-002",
    title="a bucket is open to everyone",
    severity=Severity.CRITICAL,
    judges=Entity,
    maps_to=("OWASP-S5", "FSBP-S3.2", "FSBP-S3.3"),
    practices=("DN4", "RO2"),
    fix="Name the principals in the policy, and serve public files through a distribution.",
)


@control.check
def check(entity: Entity, app: Knowledge) -> Iterator[Judgement]:
    """Fails for a public ACL, and for a policy that lets everyone in; not where a block is on."""
    if isinstance(entity, Bucket) and not entity.acl.is_absent().certain:
        public = entity.acl.equals("PublicRead", "PublicReadWrite", "AuthenticatedRead")
        yield fails_if(
            public & ~_blocked(entity, "BlockPublicAcls", "IgnorePublicAcls"),
            at=entity.acl,
            message=f"its ACL is {entity.acl.text()}",
        )
    if isinstance(entity, ResourcePolicy) and entity.service == "s3":
        bucket = app.resolve(entity.target, Bucket)
        for statement in entity.statements:
            yield fails_if(
                lets_anyone_in(statement, entity.statements)
                & ~_blocked(bucket, "BlockPublicPolicy", "RestrictPublicBuckets"),
                at=statement.principals,
                message=f"everyone may do {statement.actions.text()} on it",
                also=[(statement.actions, "these actions")],
                evidence=f"everyone {statement.actions.text()} {statement.resources.text()}",
            )


def _blocked(bucket: Bucket | None, *switches: str) -> Truth:
    """Is one of these switches of its public access block on?"""
    if bucket is None:
        return FALSE
    block = bucket.public_access_block
    return block.get(switches[0]).is_true() | block.get(switches[1]).is_true()
