"""DAT-011: a queue whose encryption somebody switched off."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Queue

control = Control(
    name="queue-encryption-off",
    handle="DAT-011",
    title="a queue's encryption is switched off",
    severity=Severity.LOW,
    judges=Queue,
    maps_to=("FSBP-SQS.1", "NIST-SC-28"),
    practices=("DN1",),
    fix="Remove SqsManagedSseEnabled: false, or name a key.",
)


@control.check
def check(queue: Queue, _: Knowledge) -> Judged:
    """Fails where the provider's encryption is off and no key takes its place."""
    bad = queue.encrypted.is_false() & queue.key.is_absent()
    return fails_if(bad, at=queue.encrypted)
