"""IAM-013: a policy template is given everything."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="wildcard-policy-template",
    handle="IAM-013",
    title="a policy template is given everything",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Give the template the name of the one resource that the function uses.",
)


@control.check
def check(subject: Function, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a template's parameter is a wildcard."""
    templates = [
        (guard, name, given)
        for outer, policy in subject.policy_templates.items()
        for inner, name, given in policy.entries()
        if name.endswith("Policy") and (guard := outer.conjoin(inner)) is not None
    ]
    for guard, name, given in templates:
        for under, parameter, value in given.entries():
            yield fails_if(
                value.equals("*").under(under).under(guard),
                at=value,
                message=f"{name} is given every {parameter.removesuffix('Name').lower()}",
                evidence=f"{name} {parameter}",
            )
