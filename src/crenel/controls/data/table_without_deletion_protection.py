"""DAT-009: a table that one call deletes."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Table

control = Control(
    name="table-without-deletion-protection",
    handle="DAT-009",
    title="a table is not protected against deletion",
    severity=Severity.LOW,
    judges=Table,
    maps_to=("FSBP-DynamoDB.6",),
    practices=("IR2",),
    fix="Set DeletionProtectionEnabled: true.",
)


@control.check
def check(table: Table, _: Knowledge) -> Judged:
    """Fails where deletion protection is not switched on."""
    protected = table.deletion_protection
    return fails_if(~protected.is_true(), at=protected, evidence="no protection")
