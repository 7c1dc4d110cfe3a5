"""Reports of one vulnerability: sets that give no common name often point to the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_REPORTS = (
    (re.compile(r"https?://hackerone\.com/reports/(\d+)"), "hackerone"),
    (re.compile(r"https?://(?:www\.)?(?:nodesecurity\.io|npmjs\.com)/advisories/(\d+)"), "npm"),
    (re.compile(r"https?://(?:security\.)?snyk\.io/vuln/([A-Za-z0-9:._-]+)"), "snyk"),
)


def marks(links: Iterable[str]) -> Iterator[str]:
    """``hackerone:321687`` for each link to a report."""
    for link in links:
        for pattern, name in _REPORTS:
            found = pattern.fullmatch(link.strip().rstrip("/"))
            if found is not None:
                yield f"{name}:{found[1]}"
