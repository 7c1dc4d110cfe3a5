"""IAM-016: called by the code, and granted by nothing."""

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
    name="missing-permission",
    handle="IAM-016",
    title="a function calls what its role may not do",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("CSA-A10",),
    practices=("IA1",),
    fix="Grant the action on this resource; `crenel permissions` prints the statement.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where all grants are known and none covers a call."""
    if app.code is None or app.identity_of(function) is None:
        return NOT_JUDGED
    found = app.permissions.of(function)
    if not found.read or found.unread or not found.wanted:
        return NOT_JUDGED
    return list(_judged(found, app)) or fails_if(FALSE)


def _judged(found: Answer, app: Knowledge) -> Iterator[Judgement]:
    for one in found.judged.missing:
        need = one.need
        if not (one.certain or one.sometimes) or need.span is None:
            continue
        on = app.permissions.on(need)
        yield fails_if(
            ~app.permissions.exist(one.sometimes),
            at=outward(need.span),
            message=f"{need.action} on {on}: {one.because}",
            evidence=f"{need.action} {on}",
            certainty=Certainty.LIKELY,
        )
