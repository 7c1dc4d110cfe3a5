"""Until when versions of the Serverless Framework get fixes."""

from __future__ import annotations

from datetime import date

from crenel.pattern import Pattern

AS_OF = "2026-11"
"""When the table was last read against its source.

Source: the upgrade guide of version 4 ("Version 3 ... critical security and bug fixes through
2024") and the framework's release page: version 2 and older ended with the next one's release.
"""

_UNTIL = {1: date(2021, 12, 31), 2: date(2022, 12, 31), 3: date(2024, 12, 31)}
_BOUND = Pattern(r"(<=|<|>=|>|\^|~|=)?\s*v?(\d{1,6})((?:\.[\dx*]+)*)")


def supported_until(major: int) -> date | None:
    """The last day of a major version; None for one that is maintained."""
    return _UNTIL.get(major, min(_UNTIL.values()) if major < min(_UNTIL) else None)


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
