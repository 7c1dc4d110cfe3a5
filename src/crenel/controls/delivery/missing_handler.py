"""DEP-014: no file answers to a function's handler."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE, unknown
from crenel.model.value import Unknown, UnknownKind

control = Control(
    name="missing-handler",
    handle="DEP-014",
    title="no file answers to the handler of a function",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("CSA-A3",),
    practices=("CD4",),
    fix="Correct the handler, or the folder that it is looked for in.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where the folder is there, nothing is built from it, and the handler is not in it."""
    if app.code is None:
        return NOT_JUDGED
    from crenel.controls.delivery._handlers import (  # noqa: PLC0415 - as the parsers do: late
        Answer,
        answer,
    )

    found = answer(function, app)
    if found is None:
        return NOT_JUDGED
    if isinstance(found, str):
        made = Unknown(kind=UnknownKind.EXTERNAL, name=found)
        return fails_if(unknown(made), at=function.handler)
    return fails_if(
        TRUE if found is Answer.MISSING else FALSE,
        at=function.handler,
        message=f"no file answers to the handler {function.handler.text()} of {function.label}",
        evidence=function.handler.text(),
    )
