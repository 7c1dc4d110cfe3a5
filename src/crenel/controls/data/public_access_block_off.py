"""DAT-001: a bucket whose guard against public access is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Bucket

_SWITCHES = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")

control = Control(
    name="public-access-block-off",
    handle="DAT-001",
    title="a bucket's block on public access is switched off, in part or whole",
    severity=Severity.HIGH,
    judges=Bucket,
    maps_to=("OWASP-S3", "FSBP-S3.8", "NIST-AC-3", "NIST-SC-7"),
    practices=("RO2", "DN4"),
    fix="Set all four switches of the public access block to true, or leave the block out.",
)


@control.check
def check(bucket: Bucket, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a block is written and one of its switches is off; a missing one is off."""
    block = bucket.public_access_block
    for name in _SWITCHES:
        switch = block.get(name)
        off = switch.is_false() | switch.is_absent()
        yield fails_if(
            block.is_present() & off,
            at=switch if switch.span else block,
            message=f"{name} is off",
            evidence=f"{name} off",
        )
