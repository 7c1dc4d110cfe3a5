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
from crenel.model.verdict import Evidence, Outcome, Severity

Found = dict[str, list[Answer]]
"""What a control answers in one environment, by address."""


class Said(msgspec.Struct, frozen=True):
    """What a control says of one address in one environment."""

    answers: list[Answer]
    bad: Truth


class Drift(msgspec.Struct, frozen=True):
    """One address that is compared: the entity that stands for it, and what differs."""

    entity: str
    judgements: list[Judgement] = msgspec.field(default_factory=list)


def drift(app: Knowledge, *, without: str) -> Mapping[str, Drift]:
    """By address, what is worse in production; ``without`` names the control that asks."""
    environments = app.environments
    if environments is None:
        return {}
    found: dict[str, Drift] = {}
    for name in _judged_here(app, environments):
        for control in _compared(environments, without):
            everywhere = {
                one: _answers(control, all_) for one, all_ in environments.by_name.items()
            }
            for address, here in everywhere[name].items():
                others = {
                    one: there[address]
                    for one, there in everywhere.items()
                    if one != name and there.get(address)
                }
                told = _told(control, name, here, others, environments) if others else None
                if told is not None:
                    kept = found.setdefault(address, Drift(here[0].subject.id))
                    kept.judgements.extend(told)
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


def _told(
    control: AnyControl,
    name: str,
    here: list[Answer],
    others: Mapping[str, list[Answer]],
    environments: Environments,
) -> list[Judgement] | None:
    """What one control says of a thing that other environments have, too: mostly, that it passes.

    None where it has nothing to say of it here, or cannot tell for a reason that is the same there.
    """
    if not here:
        return None
    if all(answer.outcome is Outcome.PASSES for answer in here):
        return []
    bad = _bad(control, here)
    said = {one: Said(found, _bad(control, found)) for one, found in others.items()}
    differ = {one: found for one, found in said.items() if not _alike(bad, found.bad)}
    return [_judgement(control, name, Said(here, bad), differ, environments)] if differ else None


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
