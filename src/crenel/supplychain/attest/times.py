"""Times in statements: RFC 3339, in UTC or with an offset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import MALFORMED

_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)


def parsed(text: object, what: str) -> datetime:
    """The moment that a text names. Raises Refused."""
    if not isinstance(text, str) or not _RFC3339.fullmatch(text):
        raise Refused(MALFORMED, f"{what} is no time as RFC 3339 writes it: {str(text)[:40]!r}")
    cut = re.sub(r"(\.\d{6})\d+", r"\1", text.upper().replace("Z", "+00:00"))
    try:
        return datetime.fromisoformat(cut).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(MALFORMED, f"{what} is no time: {text!r}") from None


def written(when: datetime) -> str:
    """As RFC 3339, to the second, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def told(holder: Mapping[str, Any], *names: str) -> Iterator[tuple[str, datetime]]:
    """The times that an object gives under some names. Raises Refused."""
    for name in names:
        if holder.get(name) is not None:
            yield name, parsed(holder[name], name)
