"""IAM-019: other services that may act as a function."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._trust import trusted
from crenel.model.entities import Identity

control = Control(
    name="function-role-trusted-by-others",
    handle="IAM-019",
    title="a function's role may be taken on by other services too",
    severity=Severity.MEDIUM,
    judges=Identity,
    maps_to=("CSA-A4",),
    practices=("IA3",),
    fix="Make a role for each service and trust one service in each.",
)


@control.check
def check(identity: Identity, app: Knowledge) -> Iterator[Judgement]:
    """Fails where a service besides Lambda may take on a role that a function runs as."""
    if not app.functions_as(identity):
        return
    for statement, guard, service in trusted(identity, "Service"):
        allows = statement.effect.equals("Allow")
        yield fails_if(
            (allows & ~service.startswith("lambda.", "edgelambda.")).under(guard),
            at=service,
            message=f"{service.text()} may act with the powers of the functions that run as it",
        )
