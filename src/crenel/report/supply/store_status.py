"""What a store of advisories holds. Schema ``crenel.advisories/1`` (schemas/advisories-1.json)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.report.document import dumps
from crenel.report.escape import visible
from crenel.supplychain.advisories.sets import Source
from crenel.supplychain.audit.results import Coverage

SCHEMA = "crenel.advisories/1"


def status_json(
    path: str, sources: Iterable[Source], coverage: Iterable[Coverage], max_age: int
) -> str:
    """The whole document."""
    rows = list(coverage)
    return dumps(
        {
            "schema": SCHEMA,
            "database": path,
            "sources": [
                {
                    "name": one.name,
                    "kind": one.kind,
                    "newest": one.newest,
                    "count": one.count,
                    "withdrawn": one.withdrawn,
                }
                for one in sources
            ],
            "ecosystems": [
                {
                    "name": one.ecosystem,
                    "count": one.count,
                    "newest": one.newest,
                    "age_days": one.age,
                    "stale": one.stale,
                }
                for one in rows
            ],
            "max_age_days": max_age,
            "stale": not rows or any(one.stale for one in rows),
        }
    )


def status_text(
    path: str, sources: Iterable[Source], coverage: Iterable[Coverage], max_age: int
) -> str:
    """A table for people."""
    return "\n".join([f"store: {visible(path)}", *_lines(sources, coverage, max_age)]) + "\n"


def _lines(sources: Iterable[Source], coverage: Iterable[Coverage], max_age: int) -> Iterator[str]:
    for one in sources:
        dated = one.newest or "not dated"
        yield f"  {one.count:>9,}  {dated:<10}  {visible(one.name)} ({one.kind})"
    rows = list(coverage)
    if not rows:
        yield "it is empty: import a set, or run `crenel advisories update`"
    for row in rows:
        age = "of unknown age" if row.age is None else f"{row.age} days old"
        stale = f", stale (more than {max_age} days)" if row.stale else ""
        yield f"{visible(row.ecosystem)}: {row.count:,} advisories, {age}{stale}"
