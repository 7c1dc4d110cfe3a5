"""GitHub's advisories as its REST API gives them ("Global security advisories").

Its advisory database as files is in the OSV schema, which is read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crenel.supplychain.advisories import severity
from crenel.supplychain.advisories.advisory import Advisory, Affected, Interval, Malformed
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.purl import normalised

LABEL = "GitHub API"
WHOLE = False
_SUMMARY = 300
_ECOSYSTEMS = {"pip": "PyPI", "npm": "npm", "go": "Go", "maven": "Maven"}
_BOUND = re.compile(r"(<=|>=|<|>|=)\s*(\S+)")


def takes(loaded: object) -> bool:
    """It has a GHSA id of its own kind."""
    return isinstance(loaded, dict) and {"ghsa_id", "vulnerabilities"} <= loaded.keys()


def advisories(loaded: object, _: str) -> Iterator[Advisory]:
    """The advisory. Raises Malformed."""
    one = mapping(loaded)
    id_ = text(one.get("ghsa_id"))
    if not id_:
        raise Malformed("the advisory's id is no text")
    cve = text(one.get("cve_id"))
    yield Advisory(
        id=id_,
        aliases=(cve,) if cve else (),
        modified=text(one.get("updated_at")),
        withdrawn=text(one.get("withdrawn_at")),
        summary=" ".join(text(one.get("summary")).split())[:_SUMMARY],
        severity=severity.of_word(text(one.get("severity"))),
        affected=tuple(_affected(id_, listing(one.get("vulnerabilities")))),
        link=text(one.get("html_url")),
    )


def _affected(id_: str, rows: list[Any]) -> Iterator[Affected]:
    for row in map(mapping, rows):
        package = mapping(row.get("package"))
        written = text(package.get("ecosystem"))
        ecosystem = _ECOSYSTEMS.get(written, written)
        name = text(package.get("name"))
        if ecosystem and name:
            range_ = text(row.get("vulnerable_version_range"))
            affected = _interval(id_, range_)
            yield Affected(ecosystem, normalised(ecosystem, name), intervals=(affected,))


def _interval(id_: str, range_: str) -> Interval:
    """``>= 1.0, < 1.2``; what begins just above a version is taken to begin with it."""
    bounds: dict[str, str] = {}
    for part in range_.split(","):
        found = _BOUND.fullmatch(part.strip())
        if found is None:
            raise Malformed(f"{id_} has a range that is not known: {range_[:100]!r}")
        bounds[found[1]] = found[2]
    if "=" in bounds:
        return Interval(bounds["="], last=bounds["="])
    first = bounds.get(">=") or bounds.get(">") or "0"
    return Interval(first, fixed=bounds.get("<", ""), last=bounds.get("<=", ""))
