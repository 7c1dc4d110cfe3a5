"""DAT-013: a topic is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Topic

control = Control(
    name="topic-without-own-key",
    handle="DAT-013",
    title="a topic is not encrypted with a key of one's own",
    severity=Severity.LOW,
    judges=Topic,
    maps_to=("NIST-SC-28",),
    practices=("DN1",),
    fix="Name a key of your own in KmsMasterKeyId.",
)


@control.check
def check(subject: Topic, _: Knowledge) -> Judged:
    """Fails where no key is named; AWS encrypts with one of its own."""
    return fails_if(subject.key.is_absent(), at=subject.key, evidence="no key")
