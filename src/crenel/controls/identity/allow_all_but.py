"""IAM-011: an Allow that names what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import PolicyHolder, Statement
from crenel.model.truth import Truth

control = Control(
    name="allow-all-but",
    handle="IAM-011",
    title="a policy allows everything but what it names",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Write the allowed actions and resources into Action and Resource.",
)


@control.check
def check(holder: PolicyHolder, _: Knowledge) -> Iterator[Judgement]:
    """Fails where an Allow statement has NotAction or NotResource."""
    for statement in holder.statements:
        allows = statement.effect.equals("Allow")
        if allows.refuted:
            continue
        actions, resources = statement.not_actions, statement.not_resources
        yield _judged(statement, allows & actions.is_present(), "action", actions.text())
        if not resources.is_absent().certain:
            yield _judged(statement, allows & resources.is_present(), "resource", resources.text())


def _judged(statement: Statement, bad: Truth, kind: str, text: str) -> Judgement:
    places = {"action": statement.not_actions, "resource": statement.not_resources}
    return fails_if(
        bad.under(statement.guard),
        at=places[kind],
        message=f"it allows every {kind} but {text}, and those that are added later",
        evidence=f"every {kind} but {text}",
    )
