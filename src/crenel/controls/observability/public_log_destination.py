"""OBS-015: a destination that takes logs from everyone."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.definitions import document
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import LogDestination, Statement
from crenel.model.truth import FALSE

control = Control(
    name="public-log-destination",
    handle="OBS-015",
    title="every account may send logs to a destination",
    severity=Severity.MEDIUM,
    judges=LogDestination,
    maps_to=("OWASP-S3", "CSA-A5"),
    practices=("RO4",),
    fix="Name the accounts that send logs, or narrow the policy with aws:PrincipalOrgID.",
)


@control.check
def check(destination: LogDestination, _: Knowledge) -> Iterator[Judgement]:
    """Fails for each statement for every principal that no condition narrows."""
    for outer, branch in destination.policy.cases():
        tree = document(branch)
        closed = tree.test(lambda _: False) if branch.known() is None else FALSE
        yield fails_if(closed.under(outer), at=destination.policy)
        for guard, node in tree.get("Statement").items():
            statement = Statement(
                effect=node.get("Effect"),
                principals=node.get("Principal"),
                condition=node.get("Condition"),
                guard=guard,
            )
            yield fails_if(
                lets_anyone_in(statement).under(outer),
                at=node,
                message=f"every account may send logs to {destination.label}",
                evidence="principal *",
            )
