"""The OSV schema (ossf.github.io/osv-schema), as JSON or YAML.

OSV's bulk export, the PyPA advisory database and GitHub's advisory database are written in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crenel.supplychain.advisories import severity
from crenel.supplychain.advisories.advisory import Advisory, Affected, Interval, Malformed
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.purl import normalised
from crenel.supplychain.versions.order import NotAVersion, is_ordered, key

LABEL = "OSV"
WHOLE = False
_ORDERED = frozenset({"ECOSYSTEM", "SEMVER"})
_SUMMARY = 300
_ENDS = {"fixed": "fixed", "last_affected": "last", "limit": "limit"}


def takes(loaded: object) -> bool:
    """It names an id and what is affected, or that it was withdrawn."""
    return isinstance(loaded, dict) and "id" in loaded and not _is_foreign(loaded)


def _is_foreign(loaded: dict[str, Any]) -> bool:
    return "affected" not in loaded and "withdrawn" not in loaded


def advisories(loaded: object, _: str) -> Iterator[Advisory]:
    """The advisory. Raises Malformed."""
    one = mapping(loaded)
    id_ = text(one.get("id"))
    if not id_:
        raise Malformed("the advisory's id is no text")
    yield Advisory(
        id=id_,
        aliases=tuple(alias for alias in map(text, listing(one.get("aliases"))) if alias),
        modified=text(one.get("modified")),
        withdrawn=text(one.get("withdrawn")),
        summary=_summary(one),
        severity=_severity(one),
        affected=tuple(_affected(id_, listing(one.get("affected")))),
        link=_link(one),
    )


def _summary(one: dict[str, Any]) -> str:
    return " ".join((text(one.get("summary")) or text(one.get("details"))).split())[:_SUMMARY]


def _severity(one: dict[str, Any]) -> str:
    """The vectors' worst; the source's own word where there is none that can be read."""
    packages = [mapping(affected) for affected in listing(one.get("affected"))]
    scores = [*listing(one.get("severity"))]
    scores.extend(score for package in packages for score in listing(package.get("severity")))
    found = severity.of_vectors(text(mapping(score).get("score")) for score in scores)
    if found != "unknown":
        return found
    own = [mapping(one.get("database_specific"))]
    own.extend(mapping(package.get("database_specific")) for package in packages)
    return severity.worst(severity.of_word(text(where.get("severity"))) for where in own)


def _link(one: dict[str, Any]) -> str:
    references = [mapping(reference) for reference in listing(one.get("references"))]
    advisory = [text(one.get("url")) for one in references if one.get("type") == "ADVISORY"]
    return next(filter(None, advisory), "")


def _affected(id_: str, rows: Iterable[Any]) -> Iterator[Affected]:
    for row in map(mapping, rows):
        package = mapping(row.get("package"))
        ecosystem = text(package.get("ecosystem")).partition(":")[0]
        name = text(package.get("name"))
        if not ecosystem or not name:
            continue  # an advisory about commits of a repository alone matches no package
        yield Affected(
            ecosystem=ecosystem,
            name=normalised(ecosystem, name),
            versions=tuple(_version(id_, one) for one in listing(row.get("versions"))),
            intervals=tuple(_intervals(id_, ecosystem, listing(row.get("ranges")))),
        )


def _version(id_: str, one: object) -> str:
    if not isinstance(one, str):
        raise Malformed(f"{id_} enumerates a version that is no text")
    return one


def _intervals(id_: str, ecosystem: str, ranges: Iterable[Any]) -> Iterator[Interval]:
    for range_ in map(mapping, ranges):
        if text(range_.get("type")) in _ORDERED:
            events = [mapping(event) for event in listing(range_.get("events"))]
            yield from folded(id_, ecosystem, events)


def folded(id_: str, ecosystem: str, events: list[dict[str, Any]]) -> Iterator[Interval]:
    """Events in the order of their versions -> intervals. Raises Malformed for odd events."""
    pairs = [(kind, value) for event in events for kind, value in event.items()]
    for kind, value in pairs:
        if kind not in {"introduced", *_ENDS} or not isinstance(value, str):
            raise Malformed(f"{id_} has an event that is not known: {str(kind)[:50]}")
    start: str | None = None
    for kind, value in _in_order(ecosystem, pairs):
        if kind == "introduced":
            start = value if start is None else start
        elif start is not None:
            yield Interval(start, **{_ENDS[kind]: value})
            start = None
    if start is not None:
        yield Interval(start)


def _in_order(ecosystem: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sorted as the specification asks; as written where a version cannot be put in order."""
    if not is_ordered(ecosystem):
        return pairs
    try:
        return sorted(pairs, key=lambda pair: _place(ecosystem, pair))
    except NotAVersion:
        return pairs


def _place(ecosystem: str, pair: tuple[str, str]) -> tuple[int, Any, int]:
    """0 comes before everything; of one version, what ends comes before what begins anew."""
    kind, value = pair
    if value == "0" and kind == "introduced":
        return (0, 0, 0)
    if value == "*":
        return (2, 0, 0)
    return (1, key(ecosystem, value), 1 if kind == "last_affected" else 0)
