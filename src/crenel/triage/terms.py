"""The terms on which a risk is accepted: why, until when, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from crenel.pattern import Pattern

KEYS = ("reason", "until", "by")
_DAY = Pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 1000


class Refused(Exception):  # noqa: N818 - what was asked for is refused
    """Terms that nobody can agree to; ``key`` is the one to mend."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """A reason, the last day on which it holds (ISO), and whoever took the risk."""

    reason: str
    until: str
    by: str = ""


def terms(given: Mapping[str, str]) -> Terms:
    """The terms as written. Raises Refused: a reason and an expiry are never left out."""
    for key, value in given.items():
        if len(value) > _LONGEST:
            raise Refused(key, f"`{key}` has more than {_LONGEST:,} characters")
    reason = given.get("reason", "").strip()
    if not reason:
        raise Refused("reason", 'it gives no reason; write reason="..."')
    if not given.get("until", "").strip():
        raise Refused("until", "it has no expiry; write until=YYYY-MM-DD")
    until = day(given["until"].strip()).isoformat()
    return Terms(reason=reason, until=until, by=given.get("by", "").strip())


def day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises Refused."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused("until", f"{text[:40]!r} is no day like 2027-03-01")
