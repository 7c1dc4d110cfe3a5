"""IAM-006: permissions that together make more of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._escalation import Powers, paths
from crenel.model.entities import Identity
from crenel.model.truth import FALSE

control = Control(
    name="privilege-escalation",
    handle="IAM-006",
    title="an identity can give itself more power",
    severity=Severity.HIGH,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6"),
    practices=("IA1", "PF1"),
    fix="Take one link out: name the roles that may be passed and the functions to be updated.",
)


@control.check
def check(identity: Identity, app: Knowledge) -> Iterator[Judgement]:
    """Fails where all statements together hold every permission of a known path."""
    powers = Powers(identity, app)
    if not powers.grants:
        return
    yield fails_if(FALSE, at=powers.grants[0].action)
    for path in paths():
        bad = powers.walk(path)
        if not bad.refuted:
            found = list(powers.links_of(path))
            needs = " with ".join(path.needs)
            yield fails_if(
                bad,
                at=found[0].action,
                message=f"it can give itself more power: {needs}",
                also=[(grant.action, f"allows {grant.action.text()}") for grant in found],
                evidence=needs,
            )
