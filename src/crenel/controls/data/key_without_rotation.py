"""DAT-018b: a key whose material stays the same for ever."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Key

control = Control(
    name="key-without-rotation",
    handle="DAT-018b",
    title="a key's material is never rotated",
    severity=Severity.LOW,
    judges=Key,
    maps_to=("FSBP-KMS.4", "NIST-SC-12"),
    practices=("DN1",),
    fix="Set EnableKeyRotation: true.",
)


@control.check
def check(key: Key, _: Knowledge) -> Judged:
    """Fails for a symmetric key with the provider's material and no rotation."""
    able = key.spec.equals("SYMMETRIC_DEFAULT") & key.material.equals("AWS_KMS")
    if able.refuted:
        return NOT_JUDGED
    return fails_if(able & ~key.rotation.is_true(), at=key.rotation, evidence="no rotation")
