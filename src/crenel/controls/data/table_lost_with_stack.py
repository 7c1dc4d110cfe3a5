"""DAT-023: a table that goes when its stack goes."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Table

control = Control(
    name="table-lost-with-stack",
    handle="DAT-023",
    title="a table is deleted together with its stack",
    severity=Severity.LOW,
    judges=Table,
    maps_to=("NIST-CP-9",),
    practices=("IR2",),
    fix="Set DeletionPolicy and UpdateReplacePolicy to Retain.",
)


@control.check
def check(table: Table, _: Knowledge) -> Judged:
    """Fails where neither a deletion policy nor deletion protection keeps the table."""
    kept = table.deletion_policy.equals("Retain", "RetainExceptOnCreate", "Snapshot")
    return fails_if(
        ~kept & ~table.deletion_protection.is_true(),
        at=table.deletion_policy,
        evidence="not kept",
    )
