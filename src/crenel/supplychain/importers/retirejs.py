"""RetireJS's repositories: ``npmrepository.json`` and ``jsrepository*.json``.

A row is about versions at or above one and below another. The second repository is about files in
browsers: its libraries say under which name they are on npm, and where one does not (``lodash``,
``axios``) its own name is taken for that if it is one that everybody knows; ``ember`` is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from crenel.supplychain.advisories import severity
from crenel.supplychain.advisories.advisory import Advisory, Affected, Interval, Malformed
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.importers._marks import marks
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.popularity.alike import known

LABEL = "RetireJS"
WHOLE = True
_SUMMARY = 300
_ANY_PRERELEASE = "-*"
"""``1.3.0-*``: from the first prerelease on."""


def takes(loaded: object) -> bool:
    """A map from libraries to their vulnerabilities."""
    if not isinstance(loaded, dict) or not loaded:
        return False
    return all(isinstance(row, dict) and "vulnerabilities" in row for row in loaded.values())


def advisories(loaded: object, _: str) -> Iterator[Advisory]:
    """Every row. Raises Malformed for one that is no map."""
    libraries = mapping(loaded)
    named = any("npmname" in library or "bowername" in library for library in libraries.values())
    for name, library in libraries.items():
        package = text(library.get("npmname")) or ("" if named and not _is_known(name) else name)
        if not package:
            continue
        for row in listing(library.get("vulnerabilities")):
            if not isinstance(row, dict):
                raise Malformed(f"a vulnerability of {name} is no map")
            yield _advisory(package, row)


def _is_known(name: str) -> bool:
    found = known(Ecosystem.NPM)
    return found is not None and name in found.ranks


def _advisory(name: str, row: dict[str, Any]) -> Advisory:
    identifiers = mapping(row.get("identifiers"))
    known = [text(one) for one in listing(identifiers.get("CVE"))]
    known.append(text(identifiers.get("githubID")))
    links = [text(one) for one in listing(row.get("info"))]
    digest = hashlib.sha256(json.dumps([name, row], sort_keys=True).encode()).hexdigest()
    return Advisory(
        id=f"RETIREJS-{name}-{digest[:8]}",
        aliases=tuple(filter(None, known)),
        summary=" ".join(text(identifiers.get("summary")).split())[:_SUMMARY],
        severity=severity.of_word(text(row.get("severity"))),
        affected=(Affected("npm", name, intervals=(_interval(name, row),)),),
        link=next(iter(links), ""),
        marks=tuple(marks(links)),
        made_up=True,
    )


def _interval(name: str, row: dict[str, Any]) -> Interval:
    bounds = {key: row[key] for key in ("atOrAbove", "below") if key in row}
    if not all(isinstance(value, str) for value in bounds.values()):
        raise Malformed(f"a version of {name} is no text")
    first = bounds.get("atOrAbove", "0")
    if first.endswith(_ANY_PRERELEASE):
        first = f"{first.removesuffix(_ANY_PRERELEASE)}-0"
    return Interval(first, fixed=bounds.get("below", ""))
