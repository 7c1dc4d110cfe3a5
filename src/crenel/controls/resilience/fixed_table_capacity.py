"""RUN-018: the capacity of a table does not follow the load."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import referred
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import CapacityScaling, Table

control = Control(
    name="fixed-table-capacity",
    handle="RUN-018",
    title="the capacity of a table does not follow the load",
    severity=Severity.LOW,
    judges=Table,
    maps_to=("CSA-A8", "FSBP-DynamoDB.1"),
    practices=("RO3",),
    fix="Set BillingMode: PAY_PER_REQUEST, or register the table with Application Auto Scaling.",
)


@control.check
def check(subject: Table, app: Knowledge) -> Judged:
    """Fails where capacity is provisioned, as it is by default, and nothing scales it."""
    scaled = subject.scaling.is_present() | referred(app, CapacityScaling, "target", subject)
    return fails_if(
        subject.billing.equals("PROVISIONED") & ~scaled, at=subject.billing, evidence="fixed"
    )
