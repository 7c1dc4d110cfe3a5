"""The Node.js Security Working Group's advisories about Node.js itself (``vuln/core/*.json``).

What is affected is a range, and what is mended is another: affected are the versions of the first
that are not in the second.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.supplychain.advisories import severity
from crenel.supplychain.advisories.advisory import Advisory, Affected, Malformed
from crenel.supplychain.importers.node_npm import interval
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.versions.npm_ranges import Stretch, stretches, without

LABEL = "Node.js Security WG, core"
WHOLE = False
_SUMMARY = 300


def takes(loaded: object) -> bool:
    """It names what is vulnerable, and no module."""
    return isinstance(loaded, dict) and "vulnerable" in loaded and "module_name" not in loaded


def advisories(loaded: object, stem: str) -> Iterator[Advisory]:
    """The advisory. Raises Malformed."""
    one = mapping(loaded)
    yield Advisory(
        id=f"NSWG-CORE-{stem}",
        aliases=tuple(alias for alias in map(text, listing(one.get("cve"))) if alias),
        summary=" ".join(text(one.get("overview") or one.get("description")).split())[:_SUMMARY],
        severity=severity.of_word(text(one.get("severity"))),
        affected=(
            Affected(
                "Node.js",
                "node",
                intervals=tuple(
                    map(
                        interval, _left(text(one.get("vulnerable")), text(one.get("patched")), stem)
                    )
                ),
            ),
        ),
        link=text(one.get("ref")),
    )


def _left(vulnerable: str, patched: str, stem: str) -> list[Stretch]:
    try:
        mended = stretches(patched) if patched.strip() else []
        return [piece for one in stretches(vulnerable) for piece in without(one, mended)]
    except ValueError as error:
        raise Malformed(f"{stem}: {error}") from None
