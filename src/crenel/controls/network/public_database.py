"""NET-009: a database that the internet can reach."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Database

control = Control(
    name="public-database",
    handle="NET-009",
    title="a database has a public address",
    severity=Severity.HIGH,
    judges=Database,
    maps_to=("OWASP-S3",),
    practices=("RO2", "DN4"),
    fix="Set PubliclyAccessible: false and let functions reach it inside the network.",
)


@control.check
def check(database: Database, _: Knowledge) -> Judged:
    """Fails where it is switched on, or on by default."""
    if database.public.is_absent().certain:
        return NOT_JUDGED
    return fails_if(
        database.public.is_true(),
        at=database.public,
        message=f"{database.label} has an address that the internet can reach",
    )
