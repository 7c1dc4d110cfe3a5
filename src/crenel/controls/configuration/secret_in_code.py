"""SEC-012: a secret among the code of a function."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.source import Source, Span, outward
from crenel.model.truth import TRUE, any_of, unknown
from crenel.model.value import Unknown, UnknownKind
from crenel.model.verdict import Certainty
from crenel.secrets.values import Written, written_in

control = Control(
    name="secret-in-code",
    handle="SEC-012",
    title="a secret is written in the code of a function",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("IA2", "SC1", "DL4", "PF2"),
    masked=True,
    fix="Revoke it, keep the new one in a secret store and read it when the function starts.",
)


@control.check
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails for each in a module that the handler reaches; a pass where all of them were read."""
    code = app.code_of(function)
    if code is None:
        return
    found = [(source, one) for source in code.facts.modules for one in _in(source)]
    for source, one in found:
        yield _judgement(function, source, one)
    problems = code.facts.problems
    if problems or not found:
        unread = (f"the code of {one.file} ({one.message})" for one in problems[:1])
        yield fails_if(any_of(unknown(_unknown(name)) for name in unread))


def _in(source: Source) -> tuple[Written, ...]:
    return written_in(source.path, source.text)


def _judgement(function: Function, source: Source, one: Written) -> Judgement:
    named = f" as {one.name}" if one.name else ""
    return fails_if(
        TRUE,
        at=outward(Span(source, one.start, one.end)),
        message=f"the code of {function.label} holds {one.title}{named}",
        evidence=f"{one.detector} {one.name}",
        certainty=Certainty.LIKELY,
    )


def _unknown(name: str) -> Unknown:
    return Unknown(kind=UnknownKind.EXTERNAL, name=name)
