"""Until when versions of the Serverless Framework get fixes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from crenel.dated import rows_of
from crenel.pattern import Pattern

_TABLE = Path(__file__).parent / "_data" / "frameworks.toml"
_BOUND = Pattern(r"(<=|<|>=|>|\^|~|=)?\s*v?(\d{1,6})((?:\.[\dx*]+)*)")


@cache
def _until() -> dict[int, date]:
    """The last day of each major version that gets no fixes any more."""
    rows = rows_of(_TABLE)["until"]
    return {int(major): date.fromisoformat(day) for major, day in rows.items()}


def supported_until(major: int) -> date | None:
    """The last day of a major version; None for one that is maintained."""
    known = _until()
    return known[min(known)] if major < min(known) else known.get(major)


def newest_major(wanted: str) -> int | None:
    """The newest major version that a range of npm takes; None where it has no upper end."""
    tops = [_top(one) for one in wanted.split("||")]
    known = [one for one in tops if one is not None]
    return max(known) if tops and len(known) == len(tops) else None


def _top(part: str) -> int | None:
    tops, upper = [], part.rpartition(" - ")[2]
    for sign, major, rest in (found.groups("") for found in _BOUND.finditer(upper)):
        whole = not rest.strip(".0x*")
        if sign == "<":
            tops.append(int(major) - 1 if whole else int(major))
        elif sign not in (">=", ">"):
            tops.append(int(major))
    return min(tops) if tops else None
