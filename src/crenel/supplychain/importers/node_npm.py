"""The Node.js Security Working Group's advisories about npm packages (``vuln/npm/*.json``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.supplychain.advisories import severity
from crenel.supplychain.advisories.advisory import Advisory, Affected, Interval, Malformed
from crenel.supplychain.importers._marks import marks
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.versions import semver
from crenel.supplychain.versions.npm_ranges import Stretch, stretches

LABEL = "Node.js Security WG, npm"
WHOLE = False
_SUMMARY = 300


def takes(loaded: object) -> bool:
    """It names a module and a range of it."""
    return isinstance(loaded, dict) and {"module_name", "vulnerable_versions"} <= loaded.keys()


def advisories(loaded: object, stem: str) -> Iterator[Advisory]:
    """The advisory. Raises Malformed."""
    one = mapping(loaded)
    name = text(one.get("module_name"))
    range_ = one.get("vulnerable_versions")
    if not name or not isinstance(range_, str | None):
        raise Malformed(f"{stem} names no module or no range")
    number = one.get("id", stem)
    links = [text(link) for link in listing(one.get("references"))]
    yield Advisory(
        id=f"NSWG-ECO-{number}",
        aliases=tuple(alias for alias in map(text, listing(one.get("cves"))) if alias),
        modified=text(one.get("updated_at")),
        summary=" ".join(text(one.get("title")).split())[:_SUMMARY],
        severity=_severity(one),
        # None: the advisory was published before anybody knew which versions; all of them, then.
        affected=(Affected("npm", name, intervals=intervals(range_ or "*", stem)),),
        link=next(iter(links), ""),
        marks=(*marks(links), f"npm:{number}"),
    )


def intervals(range_: str, stem: str) -> tuple[Interval, ...]:
    """A range of npm's as intervals. Raises Malformed."""
    try:
        return tuple(map(interval, stretches(range_)))
    except ValueError as error:
        raise Malformed(f"{stem}: {error}") from None


def interval(stretch: Stretch) -> Interval:
    """A stretch as an interval."""
    first = semver.text(stretch.first)
    first = "0" if first == "0.0.0-0" else first
    if stretch.last is not None:
        return Interval(first, last=semver.text(stretch.last))
    end = semver.text(stretch.end) if stretch.end else ""
    return Interval(first, fixed=end) if stretch.named else Interval(first, limit=end)


def _severity(one: dict[str, Any]) -> str:
    found = severity.of_vectors([text(one.get("cvss_vector"))])
    score = one.get("cvss_score")
    if found == "unknown" and isinstance(score, int | float):
        return severity.of_score(score)
    return found
