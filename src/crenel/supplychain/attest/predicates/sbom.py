"""A bill of materials as the whole predicate (in-toto/attestation, predicates cyclonedx, spdx)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from crenel.supplychain.attest import times as moments
from crenel.supplychain.attest.predicates.kind import Case, Predicate
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import MALFORMED, rows, table, word

NAME = "sbom"
CYCLONEDX, SPDX = "https://cyclonedx.org/bom", "https://spdx.dev/Document"
TYPES = (CYCLONEDX, SPDX)
NEWEST = False
_REPRODUCIBLE = datetime(1970, 1, 1, tzinfo=UTC)
"""What bills tell that are the same each time: no moment at all."""


def type_of(bill: Predicate) -> str:
    """The type of the predicate that a bill is. Raises Refused where it is none."""
    if bill.get("bomFormat") == "CycloneDX":
        return CYCLONEDX
    if word(bill.get("spdxVersion")).startswith("SPDX-"):
        return SPDX
    raise Refused(MALFORMED, "it is neither CycloneDX nor SPDX")


def times(predicate: Predicate) -> Iterator[tuple[str, datetime]]:
    """When the bill was made, as far as it tells."""
    for holder, name in (("metadata", "timestamp"), ("creationInfo", "created")):
        for found, when in moments.told(table(predicate.get(holder)), name):
            if when != _REPRODUCIBLE:
                yield found, when


def told(predicate: Predicate, _: Case) -> str:
    """Its format, and how much it lists."""
    if predicate.get("bomFormat") == "CycloneDX":
        number = len(rows(predicate.get("components")))
        return f"CycloneDX {word(predicate.get('specVersion'))}, {number:,} components"
    number = len(rows(predicate.get("packages")))
    return f"{word(predicate.get('spdxVersion'))}, {number:,} packages"


def judged(predicate: Predicate, _: Case) -> Iterator[Refused]:
    """It must be a bill at all."""
    type_of(predicate)
    yield from ()
