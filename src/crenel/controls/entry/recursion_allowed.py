"""ENT-035: a function whose endless loops nobody stops."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="recursion-allowed",
    handle="ENT-035",
    title="nothing stops a function that starts itself again and again",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Leave RecursiveLoop at Terminate, which is the default.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails where the provider's loop detection is switched off."""
    return fails_if(function.recursive_loop.equals("Allow"), at=function.recursive_loop)
