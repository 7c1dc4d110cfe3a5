"""NET-007: a private endpoint lets everything through."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Endpoint
from crenel.model.truth import Truth
from crenel.model.value import Value

control = Control(
    name="endpoint-for-anything",
    handle="NET-007",
    title="a private endpoint lets everything through",
    severity=Severity.LOW,
    judges=Endpoint,
    maps_to=("OWASP-S5",),
    practices=("RO2",),
    fix="Write a policy that names your accounts, actions and resources.",
)


@control.check
def check(subject: Endpoint, _: Knowledge) -> Judged:
    """Fails where it has no policy, or one that allows all actions on all resources."""
    whole = subject.policy.get("Statement").any(_everything)
    return fails_if(subject.policy.is_absent() | whole, at=subject.policy, evidence="everything")


def _everything(statement: Value) -> Truth:
    acts = statement.get("Action").any(lambda one: one.equals("*"))
    reaches = statement.get("Resource").any(lambda one: one.equals("*"))
    return (
        statement.get("Effect").equals("Allow")
        & acts
        & reaches
        & statement.get("Condition").is_absent()
    )
