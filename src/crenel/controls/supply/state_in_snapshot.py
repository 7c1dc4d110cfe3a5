"""SUP-019: all instances of a function share what only one should have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Judgement, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.source import outward
from crenel.model.truth import FALSE, Truth, unknown
from crenel.model.value import Unknown, UnknownKind
from crenel.model.verdict import Certainty

if TYPE_CHECKING:
    from crenel.analysis.code import Code

control = Control(
    name="state-in-snapshot",
    handle="SUP-019",
    title="every instance starts with the same secret or random number",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S3", "CSA-A12"),
    practices=("SC4", "CD3"),
    fix="Draw it in the handler or in a hook that runs after the snapshot is restored.",
)
_READS = frozenset({"getsecretvalue", "getparameter", "getparameters", "getparametersbypath"})


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails for what a module draws or reads when it is loaded, where SnapStart is on."""
    on = function.snap_start.equals("PublishedVersions")
    if not on.possible:
        return NOT_JUDGED
    code = app.code_of(function)
    if code is None:
        name = f"what the code of {function.label} draws when it starts"
        return fails_if(on & unknown(_unknown(name)), at=function.snap_start)
    found = list(_captured(code, on))
    problems = [f"the code of {one.file} ({one.message})" for one in code.facts.problems[:1]]
    rest = unknown(_unknown(problems[0])) if problems else FALSE
    return [*found, fails_if(on & rest, at=function.snap_start)]


def _captured(code: Code, on: Truth) -> Iterator[Judgement]:
    drawn = [one for one in code.facts.sinks if one.kind == "drawn-at-start" and one.reached]
    read = [one for one in code.facts.sdk_calls if one.key in _READS and not one.function]
    why = "reads it before the snapshot: it stays there, whatever a rotation does"
    told = [(one, f"{one.message}, before the snapshot") for one in drawn]
    for fact, said in [*told, *((one, f"{one.operation}() {why}") for one in read)]:
        at, place = outward(fact.span), " ".join(fact.span.text.split())
        yield fails_if(on, at=at, message=said, evidence=place, certainty=Certainty.LIKELY)


def _unknown(name: str) -> Unknown:
    return Unknown(kind=UnknownKind.EXTERNAL, name=name)
