"""Is a version affected? The OSV schema's algorithm ("Evaluation"), and what it cannot tell."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import msgspec

from crenel.supplychain.advisories.advisory import Advisory, Affected, Interval
from crenel.supplychain.versions.order import Key, NotAVersion, key


class Answer(Enum):
    """What is known of one version and one advisory."""

    AFFECTED = "affected"
    NOT_AFFECTED = "not-affected"
    UNKNOWN = "unknown"
    """A version that cannot be put in order stands somewhere among the versions of a range."""


class Match(msgspec.Struct, frozen=True):
    """The answer, and the versions that mend it."""

    answer: Answer
    fixed: tuple[str, ...] = ()


def match(advisory: Advisory, ecosystem: str, name: str, version: str) -> Match:
    """What an advisory says of a version: enumerated versions or ranges, either is enough."""
    about = [one for one in advisory.affected if one.ecosystem == ecosystem and one.name == name]
    answers = [_of(one, ecosystem, version) for one in about]
    for wanted in (Answer.AFFECTED, Answer.UNKNOWN):
        found = [one for one in answers if one.answer is wanted]
        if found:
            return Match(wanted, tuple(dict.fromkeys(fix for one in found for fix in one.fixed)))
    return Match(Answer.NOT_AFFECTED)


def _of(affected: Affected, ecosystem: str, version: str) -> Match:
    listed = version in affected.versions or _is_listed(affected.versions, ecosystem, version)
    answer, fixed = Answer.AFFECTED if listed else Answer.NOT_AFFECTED, []
    mends = [one.fixed for one in affected.intervals if one.fixed]
    for interval in affected.intervals:
        within = _within(interval, ecosystem, version)
        if within is Answer.AFFECTED:
            answer = Answer.AFFECTED
            fixed.append(interval.fixed)
        elif within is Answer.UNKNOWN and answer is Answer.NOT_AFFECTED:
            answer = Answer.UNKNOWN
    if answer is not Answer.NOT_AFFECTED and not any(fixed):
        fixed = _later(mends, ecosystem, version)
    return Match(answer, tuple(filter(None, fixed)))


def _later(mends: list[str], ecosystem: str, version: str) -> list[str]:
    """Of an enumerated version: the mended ones that come after it."""
    here = _key(ecosystem, version)
    keys = ((fix, _key(ecosystem, fix)) for fix in mends)
    return [fix for fix, place in keys if here is None or place is None or here < place]


def _is_listed(versions: tuple[str, ...], ecosystem: str, version: str) -> bool:
    """Equal under the ecosystem's order counts too: ``1.0`` is ``1.0.0`` in Python."""
    here = _key(ecosystem, version)
    return here is not None and here in _keys(ecosystem, versions)


@lru_cache(maxsize=4_096)
def _keys(ecosystem: str, versions: tuple[str, ...]) -> frozenset[Key]:
    return frozenset(place for one in versions if (place := _key(ecosystem, one)) is not None)


def _within(interval: Interval, ecosystem: str, version: str) -> Answer:
    here = _key(ecosystem, version)
    if here is None:
        return Answer.UNKNOWN
    bounds = [
        _reached(interval.introduced, ecosystem, here) if interval.introduced != "0" else True,
        _negated(_reached(interval.fixed, ecosystem, here)) if interval.fixed else True,
        _not_past(interval.last, ecosystem, here) if interval.last else True,
        _negated(_reached(interval.limit, ecosystem, here)) if interval.limit else True,
    ]
    if False in bounds:
        return Answer.NOT_AFFECTED
    return Answer.UNKNOWN if None in bounds else Answer.AFFECTED


def _reached(bound: str, ecosystem: str, here: Key) -> bool | None:
    if bound == "*":
        return False
    place = _key(ecosystem, bound)
    return None if place is None else bool(place <= here)


def _not_past(bound: str, ecosystem: str, here: Key) -> bool | None:
    place = _key(ecosystem, bound)
    return None if place is None else bool(here <= place)


def _negated(value: bool | None) -> bool | None:  # noqa: FBT001 - three values
    return None if value is None else not value


def _key(ecosystem: str, version: str) -> Key | None:
    try:
        return key(ecosystem, version)
    except NotAVersion:
        return None
