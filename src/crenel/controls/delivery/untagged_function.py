"""DEP-004: nobody can tell whose function it is."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="untagged-function",
    handle="DEP-004",
    title="nobody can tell whose function it is",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("CSA-A11", "FSBP-Lambda.6"),
    practices=("DL1",),
    fix="Give the function tags that name its owner and its environment.",
)


_OF_SAM = "lambda:createdBy"


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where a function has no tags but the one that SAM gives to all."""
    tagged = subject.tags.any(lambda tag: ~tag.get("Key").equals(_OF_SAM))
    return fails_if(~tagged, evidence="no tags")
