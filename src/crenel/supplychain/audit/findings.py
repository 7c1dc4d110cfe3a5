"""From advisories that match to findings: what goes by one name is one finding."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.supplychain.advisories import severity
from crenel.supplychain.advisories.advisory import Advisory, Interval
from crenel.supplychain.advisories.match import Answer, Match, match
from crenel.supplychain.advisories.store import Store
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.inventory.bill import Component
from crenel.supplychain.versions.order import NotAVersion, key

_FAMILIES = ("CVE-", "GHSA-", "PYSEC-", "GO-")


class Vulnerability(msgspec.Struct, frozen=True, kw_only=True):
    """One vulnerability of a component, by all of its names."""

    ids: tuple[str, ...]
    severity: str
    fixed_in: tuple[str, ...]
    summary: str
    link: str


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What the advisories say of a component."""

    found: tuple[Vulnerability, ...] = ()
    undecided: tuple[str, ...] = ()
    """Advisories of which nobody can tell whether they are about this version."""


def compared(store: Store, component: Component) -> Compared:
    """The vulnerabilities of a component with a version."""
    about = store.about(component.ecosystem.value, component.name)
    answers = [(one, _answer(one, component)) for one in about]
    affecting = {id(one) for one, said in answers if said.answer is Answer.AFFECTED}
    found = [
        _vulnerability(
            [pair for pair in answers if pair[0] in group and id(pair[0]) in affecting],
            group,
            component,
        )
        for group in grouped(about)
        if any(id(one) in affecting for one in group)
    ]
    told = {name for one in found for name in one.ids}
    undecided = [
        one.id for one, said in answers if said.answer is Answer.UNKNOWN and one.id not in told
    ]
    return Compared(found=tuple(found), undecided=tuple(undecided))


def grouped(advisories: Iterable[Advisory]) -> list[list[Advisory]]:
    """Advisories of one package that share a name, directly or through others."""
    groups: list[tuple[set[str], list[Advisory]]] = []
    for one in advisories:
        names, members = {*one.names, *one.marks}, [one]
        apart: list[tuple[set[str], list[Advisory]]] = []
        for others, group in groups:
            if names & others:
                names |= others
                members = [*group, *members]
            else:
                apart.append((others, group))
        groups = [*apart, (names, members)]
    return [members for _, members in groups]


def _answer(advisory: Advisory, component: Component) -> Match:
    if component.ecosystem is Ecosystem.NODE:
        return _of_line(advisory, int(component.version or 0))
    return match(advisory, component.ecosystem.value, component.name, component.version or "")


def _of_line(advisory: Advisory, major: int) -> Match:
    """Is a whole release line of Node.js affected, with no version in it that mends it?

    The platform installs a line's newest version, so what the line mends is not the user's.
    """
    intervals = [one for affected in advisory.affected for one in affected.intervals]
    try:
        line = any(_reaches_end(interval, major) for interval in intervals)
    except NotAVersion:
        return Match(Answer.UNKNOWN)
    return Match(Answer.AFFECTED if line else Answer.NOT_AFFECTED)


def _reaches_end(interval: Interval, major: int) -> bool:
    """Raises NotAVersion."""
    node = Ecosystem.NODE.value
    end = key(node, f"{major + 1}.0.0-0")
    bound = interval.fixed or interval.limit
    open_ = not interval.last and (not bound or key(node, bound) >= end)
    return bool(key(node, interval.introduced) < end and open_)


def _vulnerability(
    answers: list[tuple[Advisory, Match]], group: list[Advisory], component: Component
) -> Vulnerability:
    advisories = [one for one, _ in answers]
    fixed = {fix for _, said in answers for fix in said.fixed}
    return Vulnerability(
        ids=_ids(group),
        severity=severity.worst(one.severity for one in advisories),
        fixed_in=tuple(sorted(fixed, key=lambda fix: _order(component.ecosystem, fix))),
        summary=next((one.summary for one in advisories if one.summary), ""),
        link=next((one.link for one in advisories if one.link), ""),
    )


def _ids(group: list[Advisory]) -> tuple[str, ...]:
    """A source's own id first, then aliases; a made-up one only where there is no other."""
    own = [one.id for one in group if not one.made_up]
    aliases = sorted({alias for one in group for alias in one.aliases}, key=_family)
    made_up = [one.id for one in group if one.made_up]
    return tuple(dict.fromkeys([*own, *aliases] or made_up))


def _family(name: str) -> tuple[int, str]:
    places = [place for place, prefix in enumerate(_FAMILIES) if name.startswith(prefix)]
    return (places[0] if places else len(_FAMILIES), name)


def _order(ecosystem: Ecosystem, version: str) -> tuple[int, object]:
    try:
        return (0, key(ecosystem.value, version))
    except NotAVersion:
        return (1, version)
