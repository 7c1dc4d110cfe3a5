"""How old the facts of the world are that crenel judges by. Schema ``crenel.data/1``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

from crenel.dated import Dated, dated_in, files, modules
from crenel.report.document import dumps

SCHEMA = "crenel.data/1"
MAX_AGE = 365
"""Days. An older table is told as stale, and a test of crenel's fails."""
_TABLES = (".toml", ".json")


def tables() -> tuple[Dated, ...]:
    """Every table of the package, the oldest first. Raises DataError with file and line."""
    found = [*_of_files(files()), *(import_module(name).dated() for name in modules())]
    return tuple(sorted(found, key=lambda one: (one.as_of, one.file)))


def undated(found: Iterable[Dated], shown: Iterable[str]) -> list[str]:
    """The files of data that no table speaks of."""
    told = {one.file for one in found}
    return [name for name in shown if name not in told]


def ages_json(found: Iterable[Dated], today: date, version: str) -> str:
    """The whole document."""
    rows = [_row(one, today) for one in found]
    return dumps(
        {
            "schema": SCHEMA,
            "crenel": version,
            "today": today.isoformat(),
            "max_age_days": MAX_AGE,
            "stale": any(row["stale"] for row in rows),
            "tables": rows,
        }
    )


def ages_text(found: Iterable[Dated], today: date, version: str) -> str:
    """A table for people, the oldest first."""
    return "\n".join(_lines(list(found), today, version)) + "\n"


def _of_files(paths: Iterable[Path]) -> Iterator[Dated]:
    return (dated_in(path) for path in paths if path.suffix in _TABLES)


def _row(one: Dated, today: date) -> dict[str, object]:
    age = one.age(today)
    return {
        "title": one.title,
        "source": one.source,
        "as_of": one.as_of.isoformat(),
        "age_days": age,
        "stale": age > MAX_AGE,
        "file": one.file,
    }


def _lines(found: list[Dated], today: date, version: str) -> Iterator[str]:
    yield f"crenel {version}, {len(found)} tables of facts, the oldest first"
    yield ""
    for one in found:
        age = one.age(today)
        stale = "  stale: more than a year" if age > MAX_AGE else ""
        yield f"{one.as_of}  {age:>4} days  {one.title}{stale}"
        yield f"                       {one.source}"
