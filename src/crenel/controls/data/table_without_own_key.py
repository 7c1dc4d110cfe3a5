"""DAT-008: a table is not encrypted with a key of one's own."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Table

control = Control(
    name="table-without-own-key",
    handle="DAT-008",
    title="a table is not encrypted with a key of one's own",
    severity=Severity.INFO,
    judges=Table,
    maps_to=("NIST-SC-28",),
    practices=("DN1",),
    fix="Name a key of your own in SSESpecification.KMSMasterKeyId.",
)


@control.check
def check(subject: Table, _: Knowledge) -> Judged:
    """Fails where no key is named; AWS encrypts with one of its own."""
    return fails_if(subject.key.is_absent(), at=subject.key, evidence="no key")
