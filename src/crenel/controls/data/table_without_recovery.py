"""DAT-007: a table that cannot be brought back to yesterday."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Table

control = Control(
    name="table-without-recovery",
    handle="DAT-007",
    title="a table has no point-in-time recovery",
    severity=Severity.MEDIUM,
    judges=Table,
    maps_to=("FSBP-DynamoDB.2", "NIST-CP-9"),
    practices=("IR2",),
    fix="Set PointInTimeRecoveryEnabled: true.",
)


@control.check
def check(table: Table, _: Knowledge) -> Judged:
    """Fails where point-in-time recovery is not switched on."""
    return fails_if(~table.recovery.is_true(), at=table.recovery, evidence="no recovery")
