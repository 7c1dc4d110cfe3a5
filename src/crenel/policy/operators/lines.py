"""Values that lie on a line: numbers, dates, addresses, booleans. A policy's value is an interval.

Sources: Numeric, Date, IP address and Boolean condition operators (IAM User Guide); the W3C's
profile of ISO 8601; epoch seconds.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from functools import lru_cache

import msgspec

Point = Fraction
Bound = Fraction | None

_NUMBER = re.compile(r"[+-]?\d{1,900}(\.\d{1,900})?([eE][+-]?\d{1,2})?")
_DATE = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,90}))?)?"
    r"(Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_EPOCH = re.compile(r"-?\d{5,20}(\.\d{1,90})?|-?\d{1,3}(\.\d{1,90})?")
_MAX_TEXT = 2000
_MAX_POLICY_TEXT = 64
"""Shorter, so that a point between two of them can always be written as a request's value."""
_SIXTH = 1 << 33
"""Where the addresses of IPv6 begin on the line; those of IPv4 end before."""


class Interval(msgspec.Struct, frozen=True):
    """Points from ``low`` to ``high``; None is endless; the ends belong to it where closed."""

    low: Bound
    high: Bound
    low_closed: bool = True
    high_closed: bool = True

    def holds(self, point: Point) -> bool:
        """Does the point lie in it?"""
        if self.low is not None and (
            point < self.low or (point == self.low and not self.low_closed)
        ):
            return False
        return self.high is None or (point < self.high or (point == self.high and self.high_closed))


class Line(msgspec.Struct, frozen=True):
    """One family: how its values are read and written, and where its points lie."""

    read: Callable[[str], Point | None]
    show: Callable[[Point], str]
    domain: tuple[tuple[Bound, Bound], ...]
    """The stretches that have points, ends included."""
    dense: bool
    """Whether there is a point between any two."""
    spread: Callable[[str], Interval | None] | None = None
    """How a policy's value is read where it is more than a point (a block of addresses)."""

    def point(self, text: str) -> Point | None:
        """A request's value; None where it is none of this family."""
        return self.read(text) if len(text) <= _MAX_TEXT else None

    def interval(self, relation: str, text: str) -> Interval | None:
        """What a policy's value stands for under ``=``, ``<``, ``<=``, ``>`` or ``>=``."""
        if len(text) > _MAX_POLICY_TEXT:
            return None
        if self.spread is not None:
            return self.spread(text)
        point = self.read(text)
        if point is None:
            return None
        closed = relation in ("<=", ">=", "=")
        low = None if relation in ("<", "<=") else point
        high = None if relation in (">", ">=") else point
        return Interval(low, high, closed, closed)


@lru_cache(maxsize=8192)
def _number(text: str) -> Point | None:
    text = text.strip()
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def _show_number(point: Point) -> str:
    """In decimal digits, exactly: denominators are products of twos and fives."""
    places = 0
    while (point * 10**places).denominator != 1:
        places += 1
    digits = str(abs(point * 10**places)).rjust(places + 1, "0")
    sign = "-" if point < 0 else ""
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


@lru_cache(maxsize=8192)
def _date(text: str) -> Point | None:
    """Seconds since 1970."""
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return Fraction(text)
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, part, zone = found.groups()
    try:
        moment = datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    seconds = Fraction(int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()))
    if second == "60":
        seconds += 1
    elif second and int(second) > 60:  # noqa: PLR2004 - sixty is a leap second
        return None
    return seconds + (Fraction(f"0.{part}") if part else 0) - _offset(zone)


def _offset(zone: str | None) -> int:
    if not zone or zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def _show_date(point: Point) -> str:
    try:
        moment = datetime.fromtimestamp(int(point // 1), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return _show_number(point)
    whole = moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    part = point - point // 1
    return f"{whole}{_show_number(part)[1:] if part else ''}Z"


@lru_cache(maxsize=8192)
def _address(text: str) -> Point | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return Fraction(int(found) + (_SIXTH if found.version == 6 else 0))  # noqa: PLR2004 - IPv6


@lru_cache(maxsize=8192)
def _block(text: str) -> Interval | None:
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    base = _SIXTH if found.version == 6 else 0  # noqa: PLR2004 - IPv6
    low, high = int(found.network_address), int(found.broadcast_address)
    return Interval(Fraction(low + base), Fraction(high + base))


def _show_address(point: Point) -> str:
    number = int(point)
    if number < _SIXTH:
        return str(ipaddress.IPv4Address(number))
    return str(ipaddress.IPv6Address(number - _SIXTH))


def _boolean(text: str) -> Point | None:
    values = {"true": Fraction(1), "false": Fraction(0)}
    return values.get(text.strip().lower())


_FOURTH_END = Fraction((1 << 32) - 1)
_SIXTH_END = Fraction(_SIXTH + (1 << 128) - 1)
_ENDLESS: tuple[tuple[Bound, Bound], ...] = ((None, None),)

LINES = {
    "NUMERIC": Line(_number, _show_number, _ENDLESS, dense=True),
    "DATE": Line(_date, _show_date, _ENDLESS, dense=True),
    "IP": Line(
        _address,
        _show_address,
        ((Fraction(0), _FOURTH_END), (Fraction(_SIXTH), _SIXTH_END)),
        dense=False,
        spread=_block,
    ),
    "BOOL": Line(
        _boolean,
        lambda point: "true" if point else "false",
        ((Fraction(0), Fraction(1)),),
        dense=False,
    ),
}
"""By the name of the family."""
