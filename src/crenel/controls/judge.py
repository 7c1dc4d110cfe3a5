"""Running controls: each subject's judgements become one verdict per control and resource."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import AnyControl
from crenel.controls.judgement import Judgement
from crenel.model.entities import Entity
from crenel.model.guard import Guard
from crenel.model.provenance import How, Step
from crenel.model.source import Span
from crenel.model.truth import Case, Truth
from crenel.model.value import Known, Unknown, Value
from crenel.model.verdict import Certainty, Evidence, Outcome, Verdict

_SOFT = frozenset({How.PARAMETER_DEFAULT})
_MAX_EVIDENCE = 12


class Answer(msgspec.Struct, frozen=True):
    """One judgement about one subject, with what follows from its truth."""

    subject: Entity
    judgement: Judgement
    bad: Truth
    outcome: Outcome


def judge(controls: Iterable[AnyControl], app: Knowledge) -> Iterator[Verdict]:
    """Every verdict of these controls about an application."""
    for control in controls:
        yield from verdicts_of(control, app)


def verdicts_of(control: AnyControl, app: Knowledge) -> list[Verdict]:
    """Every verdict of one control about an application."""
    return [_verdict(control, one, found) for one, found in answers(control, app).items() if found]


def answers(control: AnyControl, app: Knowledge) -> dict[str, list[Answer]]:
    """What a control answers, by the address that it is about; kept where environments are."""
    if app.environments is None:
        return _asked(control, app)
    return app.once(("answers", control.name), lambda: _asked(control, app))


def _asked(control: AnyControl, app: Knowledge) -> dict[str, list[Answer]]:
    groups: dict[str, list[Answer]] = {}
    subjects = app.application.addressed(control.judges)
    if not subjects:
        return groups  # a control that has nothing to judge is not even loaded
    check = control.asked
    for address, subject in subjects:
        judged = check(subject, app)
        if judged is None:
            continue
        found = groups.setdefault(address, [])
        if isinstance(judged, Judgement):
            found.append(_answer(subject, judged))
        else:
            found.extend(_answer(subject, one) for one in judged)
    return groups


def _answer(subject: Entity, judgement: Judgement) -> Answer:
    bad = judgement.bad.given(subject.guard) if subject.guard else judgement.bad
    return Answer(subject, judgement, bad, _outcome(bad))


def _outcome(bad: Truth) -> Outcome:
    cases = bad.cases
    value = cases[0].holds if len(cases) == 1 else bad.value
    if value is not None:
        return Outcome.FAILS if value else Outcome.PASSES
    return Outcome.MAY_FAIL if bad.possible else Outcome.UNDECIDED


def _verdict(control: AnyControl, address: str, found: list[Answer]) -> Verdict:
    worst, alike = found[0], found
    if len(found) > 1:
        worst = worst_of(found)
        alike = [answer for answer in found if answer.outcome is worst.outcome]
    origin = worst.subject.origin
    if worst.outcome is Outcome.PASSES:  # most do: nothing is told but that they do
        return Verdict(
            control=control.name,
            catalogue=control.handle,
            severity=control.severity,
            outcome=Outcome.PASSES,
            certainty=Certainty.CERTAIN,
            address=address,
            type=origin.type,
            logical_id=origin.logical_id,
            span=_place(worst),
            message=f"not so: {control.title}",
            masked=control.masked,
            identity=_identity(control, address, alike),
        )
    return Verdict(
        control=control.name,
        catalogue=control.handle,
        severity=control.severity,
        outcome=worst.outcome,
        certainty=_certainty(worst),
        address=address,
        type=origin.type,
        logical_id=origin.logical_id,
        span=_place(worst),
        message=_message(control, worst),
        evidence=_evidence(worst, alike),
        needs=tuple(dict.fromkeys(name for one in alike for name in _needs(one))),
        masked=control.masked,
        identity=_identity(control, address, alike),
    )


def worst_of(found: Sequence[Answer]) -> Answer:
    """The worst of several answers about one address."""
    return max(found, key=lambda answer: (answer.outcome.rank, _written(answer.subject)))


def _written(subject: Entity) -> bool:
    """Did a person name it? Of two alike, what a format made up is not what to tell of first."""
    return subject.name.via is None or not any(
        step.how is How.EXPANSION for step in subject.name.via.chain()
    )


def _place(answer: Answer) -> Span:
    """A place around the subject's own says less than the subject's own."""
    place, own = answer.judgement.place, answer.subject.origin.span
    if place is None or (place.source is own.source and place.start < own.start < place.end):
        return own
    return place


def _certainty(answer: Answer) -> Certainty:
    if answer.outcome is not Outcome.FAILS:
        return Certainty.POSSIBLE
    if any(step.how in _SOFT for step in _steps(answer)):
        return Certainty.LIKELY
    return answer.judgement.certainty


def _message(control: AnyControl, answer: Answer) -> str:
    message = answer.judgement.message or control.title
    if answer.outcome is Outcome.MAY_FAIL:
        whens = [str(case.guard) for case in answer.bad.cases if case.holds and case.guard]
        if whens:
            return f"{message}, when {whens[0]}"
    if answer.outcome is Outcome.UNDECIDED:
        return f"cannot tell whether {message}"
    return message


def _evidence(worst: Answer, alike: list[Answer]) -> tuple[Evidence, ...]:
    """What decided, how those values came to be, and the other places in the same resource."""
    made = (Evidence(span, note) for span, note in worst.subject.origin.also)
    found = [*made, *worst.judgement.also, *_branches(worst), *_origins(worst)]
    for answer in alike:
        if answer is not worst and answer.judgement.place is not None:
            note = answer.judgement.message or "here too"
            found.append(Evidence(answer.judgement.place, note))
    unique = {(one.span.file, one.span.start, one.note): one for one in found}
    return tuple(unique.values())[:_MAX_EVIDENCE]


def _branches(answer: Answer) -> Iterator[Evidence]:
    """Where it may fail: the value that is bad, and when it holds."""
    if answer.outcome is not Outcome.MAY_FAIL:
        return
    for case in answer.bad.cases:
        for value in case.because if case.holds else ():
            if value.span is not None:
                yield Evidence(value.span, f"when {case.guard}" if case.guard else "here")


def _origins(answer: Answer) -> Iterator[Evidence]:
    for step in _steps(answer):
        if step.span is not None:
            yield Evidence(step.span, step.detail)


def _steps(answer: Answer) -> Iterator[Step]:
    for value in _because(answer):
        if value.via is not None:
            yield from value.via.chain()


def _because(answer: Answer) -> Iterator[Value]:
    for case in answer.bad.cases:
        yield from case.because


def _needs(answer: Answer) -> Iterator[str]:
    if answer.outcome not in (Outcome.MAY_FAIL, Outcome.UNDECIDED):
        return
    for case in answer.bad.cases:
        yield from _names(case)
    yield from _subjects(answer.bad.cases)


def _names(case: Case) -> Iterator[str]:
    for value in case.because:
        for one in value.unknowns():
            yield one.name
        if case.holds is None and not isinstance(value, Known | Unknown):
            yield from (f"the name that {ref.text()[2:-1]} gets" for ref in value.refs())


def _subjects(cases: tuple[Case, ...]) -> Iterator[str]:
    guards: Iterator[Guard] = (case.guard for case in cases)
    for guard in guards:
        yield from (subject.removeprefix("condition ") for subject in guard.subjects())


def _identity(control: AnyControl, address: str, alike: list[Answer]) -> str:
    """Control, address, what is bad (sorted, blanks folded): lines and messages play no part."""
    if len(alike) == 1:
        evidence = [" ".join(alike[0].judgement.evidence.split())]
    else:
        evidence = sorted({" ".join(answer.judgement.evidence.split()) for answer in alike})
    parts = "\x1f".join((control.name, address, *evidence))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]
