"""IAM-014: a policy template grants more than the code needs, and a narrower one would do."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Judgement, Severity, fails_if
from crenel.controls.identity._templates import granted_by, narrower
from crenel.model.entities import Function
from crenel.model.guard import Guard
from crenel.model.source import Span
from crenel.model.truth import TRUE
from crenel.model.value import Map
from crenel.model.verdict import Certainty

control = Control(
    name="broad-policy-template",
    handle="IAM-014",
    title="a policy template grants more than the code needs, and a narrower one would do",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Use the narrower template, or the policy that `crenel permissions --write` writes.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where all needs are known and another template with this parameter has them all."""
    templates = [*_templates(subject)]
    if not templates or app.code is None or not app.permissions.of(subject).told:
        return NOT_JUDGED
    return list(_judged(templates, subject, app))


def _templates(subject: Function) -> Iterator[tuple[Guard, str, Span | None]]:
    for outer, policy in subject.policy_templates.items():
        for inner, name, _ in policy.entries():
            guard = outer.conjoin(inner)
            keys = policy.keys if isinstance(policy, Map) else {}
            if guard is not None and granted_by(name):
                yield guard, name, keys.get(name, policy.span)


def _judged(
    templates: list[tuple[Guard, str, Span | None]], subject: Function, app: Knowledge
) -> Iterator[Judgement]:
    found = app.permissions.of(subject)
    wanted = {need.action for need in found.wanted if not need.optional}
    for guard, name, place in templates:
        other = narrower(name, used) if (used := wanted & granted_by(name)) else None
        yield fails_if(
            TRUE.under(guard) if other else ~TRUE,
            at=place,
            message=f"the code needs {', '.join(sorted(used))} of {name}: {other} grants it",
            evidence=name,
            certainty=Certainty.LIKELY,
        )
