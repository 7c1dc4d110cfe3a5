"""IAM-007: handing out credentials of anyone."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity
from crenel.controls.identity._lists import actions
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

_POWER = "make credentials of anyone"

control = Control(
    name="credential-exposure",
    handle="IAM-007",
    title="a policy allows making credentials of anyone",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "CSA-A7"),
    practices=("IA1", "IA2"),
    fix="Name the role or user whose credentials the code may make.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Iterator[Judgement]:
    """Fails where such an action holds for every role or user; service:* is told elsewhere."""
    yield from everywhere(holder, app, actions("credentials"), _POWER, whole_services=False)
