"""IAM-008: reading what every bucket, table or secret holds."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity
from crenel.controls.identity._lists import actions
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

control = Control(
    name="read-all-data",
    handle="IAM-008",
    title="a policy allows reading all data of a kind",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6"),
    practices=("DN4", "IA1", "PF1"),
    fix="Name the buckets, tables, queues, parameters and secrets that the code reads.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Iterator[Judgement]:
    """Fails where an action that hands out content holds for every resource."""
    yield from everywhere(holder, app, actions("reads"), "read all data of a kind")
