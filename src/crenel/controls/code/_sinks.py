"""From the sinks of a function's code to judgements: one for each place."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.code.facts import Sink, Tainted
from crenel.controls import Judgement, fails_if
from crenel.model.entities import Function
from crenel.model.source import outward
from crenel.model.truth import FALSE, TRUE, Truth, any_of, unknown
from crenel.model.value import Unknown, UnknownKind
from crenel.model.verdict import Certainty


def judged(function: Function, app: Knowledge, kind: str) -> Iterator[Judgement]:
    """Every sink of a kind that the handler reaches; a pass where all code is read and has none.

    Nothing is judged where the code is not at hand. Code is read, not run: at best it is likely.
    """
    code = app.code_of(function)
    if code is None:
        return
    found = [sink for sink in code.facts.sinks if sink.kind == kind and sink.reached]
    for sink in found:
        yield _judgement(sink)
    problems = code.facts.problems
    if problems or not found:
        unread = (f"the code of {one.file} ({one.message})" for one in problems[:1])
        yield fails_if(any_of(unknown(_unknown(name)) for name in unread))


def _judgement(sink: Sink) -> Judgement:
    entrance = outward(sink.source) if sink.source is not None else None
    return fails_if(
        _truth(sink),
        at=outward(sink.span),
        message=sink.message,
        also=[(entrance, "the event enters here")],
        evidence=f"{sink.call} {sink.source_path} {' '.join(sink.span.text.split())}",
        certainty=Certainty.LIKELY,
    )


def _truth(sink: Sink) -> Truth:
    if sink.tainted is Tainted.YES:
        return TRUE
    if sink.tainted is Tainted.NO:
        return FALSE
    return unknown(_unknown("where the data comes from"))


def _unknown(name: str) -> Unknown:
    return Unknown(kind=UnknownKind.EXTERNAL, name=name)
