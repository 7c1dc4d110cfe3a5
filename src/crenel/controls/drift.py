"""What controls say of one thing in production, beside what they say of it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from crenel.analysis.environments import Environments
from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import AnyControl, catalogue
from crenel.controls.judge import Answer, answers, worst_of
from crenel.controls.judgement import Judgement
from crenel.model.source import Span
from crenel.model.truth import FALSE, Case, Truth, any_of, unknown
from crenel.model.value import Unknown, UnknownKind, Value
from crenel.model.verdict import Evidence, Severity

Found = dict[str, list[Answer]]
"""What a control answers in one environment, by address."""


class Said(msgspec.Struct, frozen=True):
    """What a control says of one address in one environment."""

    answers: list[Answer]
    bad: Truth


class Drift(msgspec.Struct, frozen=True):
    """One address: the entity that stands for it, and what differs."""

    entity: str
    judgements: list[Judgement]


def drift(app: Knowledge, *, without: str) -> Mapping[str, Drift]:
    """By address, what is worse in production; ``without`` names the control that asks."""
    environments = app.environments
    if environments is None:
        return {}
    found: dict[str, Drift] = {}
    for name in _judged_here(app, environments):
        for control in _compared(environments, without):
            for entity, address, judgement in _of_control(control, name, environments):
                kept = found.setdefault(address, Drift(entity, []))
                kept.judgements.append(judgement)
    return found


def _judged_here(app: Knowledge, environments: Environments) -> Iterable[str]:
    """The environments that are looked at while this one is judged.

    Production by itself; all of production where environments are only possible; where none is
    called so, the first one for all.
    """
    if environments.possible:
        return environments.production
    here = environments.name_of(app)
    if environments.production:
        return [here] if here in environments.production else []
    return [here] if here == next(iter(environments.by_name)) else []


def _compared(environments: Environments, without: str) -> Iterator[AnyControl]:
    """What is only told (informative) is no protection that could be missing."""
    for control in catalogue():
        counts = control.name != without and environments.compares(control.name)
        if counts and control.severity is not Severity.INFO:
            yield control


def _of_control(
    control: AnyControl, name: str, environments: Environments
) -> Iterator[tuple[str, str, Judgement]]:
    """What one control says of the things in an environment that are in others, too."""
    everywhere = {one: _answers(control, known) for one, known in environments.by_name.items()}
    for address, here in ((one, found) for one, found in everywhere[name].items() if found):
        bad = _bad(control, here)
        others = {
            one: Said(found[address], truth)
            for one, found in everywhere.items()
            if one != name
            and found.get(address)
            and not _alike(bad, truth := _bad(control, found[address]))
        }
        if others:
            judgement = _judgement(control, name, Said(here, bad), others, environments)
            yield here[0].subject.id, address, judgement


def _alike(bad: Truth, other: Truth) -> bool:
    """Is the same unknown in both, so that the files make no difference?

    The control that wants to know it says so by itself, in each environment.
    """
    return bad.value is None and _open_cases(bad) == _open_cases(other)


def _open_cases(bad: Truth) -> set[tuple[object, ...]]:
    """What holds under which guard, and what is unknown there."""
    return {
        (tuple((atom.key, holds) for atom, holds in case.guard.answers), case.holds, *_names(case))
        for case in bad.cases
    }


def _names(case: Case) -> Iterator[str]:
    return (one.name for value in case.because for one in value.unknowns())


def _answers(control: AnyControl, known: Sequence[Knowledge]) -> Found:
    found: Found = {}
    for one in known:
        for address, answered in answers(control, one).items():
            found.setdefault(address, []).extend(answered)
    return found


def _judgement(
    control: AnyControl,
    name: str,
    here: Said,
    others: Mapping[str, Said],
    environments: Environments,
) -> Judgement:
    weaker = {one: here.bad & ~found.bad for one, found in others.items()}
    truth = any_of(weaker.values())
    if not environments.production and not truth.refuted:
        truth = unknown(_which_is_production(environments))
    worst = worst_of(here.answers)
    certain = [one for one, found in weaker.items() if found.certain]
    names = certain or [one for one, found in weaker.items() if not found.refuted]
    place = None if control.masked else worst.judgement.place
    return Judgement(
        bad=truth,
        place=place,
        message=f"so in {name}, not in {' and '.join(names)}: {control.title}",
        evidence=control.name,
        also=() if control.masked else tuple(_elsewhere(others, names, place)),
        certainty=worst.judgement.certainty,
    )


def _bad(control: AnyControl, found: list[Answer]) -> Truth:
    """When any of the answers is bad; without what is secret."""
    truth = any_of(answer.bad for answer in found) if found else FALSE
    if not control.masked:
        return truth
    return Truth(tuple(Case(one.guard, one.holds, _open(one.because)) for one in truth.cases))


def _open(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(value for value in values if isinstance(value, Unknown))


def _elsewhere(
    others: Mapping[str, Said], names: list[str], place: Span | None
) -> Iterator[Evidence]:
    for name in names:
        found = others[name].answers[0].judgement.place
        if found is not None and found != place:
            yield Evidence(found, f"in {name}")


def _which_is_production(environments: Environments) -> Unknown:
    names = ", ".join(environments.by_name)
    return Unknown(
        kind=UnknownKind.EXTERNAL, name=f"which of {names} is production: none is called so"
    )
