"""What an audit found (in-toto/attestation, predicates/vulns, 0.2), and what it did not look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from crenel.supplychain.attest import times as moments
from crenel.supplychain.attest.predicates.kind import Case, Predicate
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import rows, table, word
from crenel.supplychain.attest.terms import LEVELS, AuditTerms

NAME = "audit"
TYPES = ("https://in-toto.io/attestation/vulns/v0.2", "https://in-toto.io/attestation/vulns")
NEWEST = True
_SHOWN = 5
_OWN = "crenel_audit"
"""What the type has no field for: how much was audited at all."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The age of advisories that were not there: older than any limit."""
_EXTENTS = {True: "complete", False: "not complete", None: "of unknown extent"}

Json = dict[str, Any]


def made(audit: Json, digest: str, function: str, *, now: datetime) -> Predicate:
    """The predicate for a document of ``crenel audit`` (its sha256 is ``digest``).

    Only what is about ``function`` is told, where one is named. Raises Refused where the audit says
    nothing of it.
    """
    components = _about(audit, "components", function)
    if function and not components and audit["components"] and audit["coverage"]["functions"]:
        raise Refused("malformed", f"the audit says nothing of {function}")
    states = [one["state"] for one in components]
    return {
        "scanner": {
            "uri": f"pkg:pypi/crenel@{audit['crenel']}",
            "version": audit["crenel"],
            "db": {"lastUpdate": moments.written(_advisories(audit, components))},
            "result": [_finding(one) for one in _about(audit, "findings", function)],
        },
        "metadata": {
            "scanStartedOn": f"{audit['today']}T00:00:00Z",
            "scanFinishedOn": f"{audit['today']}T00:00:00Z",
            "crenel_attestedOn": moments.written(now),
        },
        _OWN: {
            "complete": _is_complete(audit, components, function),
            "function": function,
            "audited": states.count("audited"),
            "unknown": states.count("unknown"),
            "notCovered": states.count("not-covered"),
            "report": {"sha256": digest},
        },
    }


def _about(audit: Json, key: str, function: str) -> list[Json]:
    """The rows about one function; an audit of a bill of materials names none: all is about it."""
    found = audit[key]
    if not function or not audit["coverage"]["functions"]:
        return list(found)
    return [one for one in found if function in one["functions"]]


def _is_complete(audit: Json, components: list[Json], function: str) -> bool:
    """The audit's own word; of one function, whether everything about that one was settled."""
    if not function or audit["complete"]:
        return bool(audit["complete"])
    advisories = audit["advisories"]
    if advisories["stale"] or advisories["problems"] or audit["unread"]:
        return False
    missing = [one for one in audit["not_inventoried"] if function in one["functions"]]
    settled = (one["state"] == "audited" or one.get("accepted") for one in components)
    return all(settled) and all(one.get("accepted") for one in missing)


def _advisories(audit: Json, components: list[Json]) -> datetime:
    """The day of the newest advisory, of the ecosystem for which that is longest ago."""
    needed = {one["ecosystem"] for one in components}
    newest = {one["name"]: one["newest"] for one in audit["advisories"]["ecosystems"]}
    days = [newest.get(name) for name in needed] or list(newest.values())
    if not days or not all(days):
        return _NEVER
    return min(moments.parsed(f"{day}T00:00:00Z", "the newest advisory") for day in days)


def _finding(one: Json) -> Json:
    notes = [{"purl": one["purl"]}, {"reachable": one["reachable"]}]
    notes += [{"aliases": one["ids"][1:]}] if one["ids"][1:] else []
    notes += [{key: one[key]} for key in ("accepted", "vex") if one.get(key)]
    return {
        "id": one["ids"][0],
        "severity": [{"method": "crenel", "score": one["severity"]}],
        "annotations": notes,
    }


def times(predicate: Predicate) -> Iterator[tuple[str, datetime]]:
    """When it was scanned, and when that was attested."""
    metadata = table(predicate.get("metadata"))
    yield from moments.told(metadata, "scanStartedOn", "scanFinishedOn", "crenel_attestedOn")


def told(predicate: Predicate, case: Case) -> str:
    """How old it is, and what it found."""
    terms = case.terms.audit or AuditTerms()
    open_ = _open(predicate)
    day = _scanned(predicate)
    when = day.date().isoformat() if day else "an unknown day"
    whole = _EXTENTS[_complete(predicate)]
    graver = sum(_grave(one, terms.fail_on) for one in open_)
    found = f"{len(open_)} open findings, {graver} at or above {terms.fail_on}"
    return f"audited on {when}, {whole}; {found}"


def judged(predicate: Predicate, case: Case) -> Iterator[Refused]:
    """Whether it is fresh, complete and good enough."""
    terms = case.terms.audit
    if terms is None:
        return
    yield from _age(predicate, terms, case)
    complete = _complete(predicate)
    if terms.complete and complete is not True:
        said = "something was not audited" if complete is False else "it does not tell"
        yield Refused("audit-incomplete", f"the audit is not known to be complete: {said}")
    grave = [word(one.get("id")) for one in _open(predicate) if _grave(one, terms.fail_on)]
    if grave:
        more = f" and {len(grave) - _SHOWN} more" if len(grave) > _SHOWN else ""
        reason = f"known vulnerabilities at or above {terms.fail_on}: "
        yield Refused("audit-findings", reason + ", ".join(grave[:_SHOWN]) + more)


def _age(predicate: Predicate, terms: AuditTerms, case: Case) -> Iterator[Refused]:
    scanned = _scanned(predicate)
    if terms.max_age is not None and _older(scanned, terms.max_age, case.now):
        when = "on a day that it does not tell" if scanned is None else f"on {scanned.date()}"
        yield Refused("audit-stale", f"it was audited {when}, more than {terms.max_age} days ago")
    updated = dict(moments.told(table(_scanner(predicate).get("db")), "lastUpdate"))
    newest = updated.get("lastUpdate")
    limit = terms.advisories_max_age
    if limit is not None and _older(newest, limit, case.now):
        when = "of unknown age" if newest in (None, _NEVER) else f"of {newest.date()}"
        yield Refused("audit-stale", f"its advisories are {when}: more than {limit} days old")


def _older(when: datetime | None, days: int, now: datetime) -> bool:
    return when is None or now - when >= timedelta(days=days + 1)


def _scanned(predicate: Predicate) -> datetime | None:
    return dict(moments.told(table(predicate.get("metadata")), "scanFinishedOn")).get(
        "scanFinishedOn"
    )


def _scanner(predicate: Predicate) -> Predicate:
    return table(predicate.get("scanner"))


def _complete(predicate: Predicate) -> bool | None:
    told_ = table(predicate.get(_OWN)).get("complete")
    return told_ if isinstance(told_, bool) else None


def _open(predicate: Predicate) -> list[Predicate]:
    """The findings that nobody accepted or dismissed."""
    found = map(table, rows(_scanner(predicate).get("result")))
    return [
        one
        for one in found
        if not any(_settled(table(note)) for note in rows(one.get("annotations")))
    ]


def _settled(note: Predicate) -> bool:
    """Did somebody accept it, or say in a VEX document that it is none?"""
    status = word(table(note.get("vex")).get("status"))
    return bool(note.get("accepted")) or status in ("not_affected", "fixed")


def _grave(finding: Predicate, fail_on: str) -> bool:
    """Is a finding at or above a level? One whose severity is not known may be any."""
    if fail_on == "none":
        return False
    scores = [word(table(one).get("score")).lower() for one in rows(finding.get("severity"))]
    known = [LEVELS.index(one) for one in scores if one in LEVELS]
    return not known or min(known) <= LEVELS.index(fail_on)
