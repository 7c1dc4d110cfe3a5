"""IAM-004: all resources, where the code needs one that is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Judgement, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.source import outward
from crenel.model.truth import FALSE
from crenel.model.verdict import Certainty

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer

control = Control(
    name="open-resource",
    handle="IAM-004",
    title="a function may reach every resource of a type, and its code needs one",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6"),
    practices=("IA1", "PF1"),
    fix="Name the resource; `crenel permissions` prints the statement.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where a grant on a wildcard serves calls on resources that are known."""
    if app.code is None or app.identity_of(function) is None:
        return NOT_JUDGED
    found = app.permissions.of(function)
    if not found.told or not found.needs:
        return NOT_JUDGED
    return list(_judged(found, app)) or fails_if(FALSE)


def _judged(found: Answer, app: Knowledge) -> Iterator[Judgement]:
    for row, need in found.judged.wide:
        on = app.permissions.on(need)
        called = [(outward(need.span), f"{need.action} on {on}")] if need.span else []
        yield fails_if(
            app.permissions.exist([row]),
            at=row.span,
            message=f"{row.action} is granted on {row.resources[0]}, the code needs {on}",
            also=called,
            evidence=f"{row.action} {on}",
            certainty=Certainty.LIKELY,
        )
