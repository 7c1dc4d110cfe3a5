"""From what metadata says to an SPDX expression: expression, text, classifier, licence file.

Nothing is guessed: what none of them tells for sure is unknown, and unknown is a state.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from crenel.dated import rows_of
from crenel.supplychain.inventory.bill import Component

UNKNOWN = "unknown"
_HERE = Path(__file__).parent / "_data"
_LONGEST = 500
_SPACES = re.compile(r"[\s_]+")
_SLASH = re.compile(r"\s*/\s*")
_FILED = re.compile(r"(?i)see licen[cs]e|licen[cs]e\.(?:txt|md)|unlicensed")


def licence_of(component: Component) -> str:
    """The SPDX expression of a component, or ``unknown``."""
    for one in component.sightings:
        found = normalised(one.licence)
        if found is not None:
            return found
    classifiers = [_classifiers().get(one) for one in component.all("classifiers")]
    told = sorted({one for one in classifiers if one})
    if told:
        return " AND ".join(told) if len(told) > 1 else told[0]
    return next(
        (found for one in component.sightings if (found := of_text(one.licence_file))), UNKNOWN
    )


def normalised(text: str) -> str | None:
    """The SPDX expression that a text means; None where that is not sure."""
    text = _SPACES.sub(" ", text).strip()
    if not text or len(text) > _LONGEST or _FILED.search(text):
        return None
    known = _aliases().get(text.lower())
    if known is not None:
        return known
    slashed = _SLASH.sub(" OR ", text)
    for candidate in (text, slashed):
        try:
            found = str(canonicalize_license_expression(candidate))
        except (InvalidLicenseExpression, RecursionError):
            continue
        if "LicenseRef-" not in found:
            return found
    return None


def of_text(text: str) -> str | None:
    """The licence that a licence file begins with, by its well-known sentences."""
    flat = _SPACES.sub(" ", text)
    return next(
        (name for name, needles in _texts().items() if all(n in flat for n in needles)), None
    )


@cache
def _table() -> dict[str, Any]:
    return rows_of(_HERE / "licences.toml")


def _aliases() -> dict[str, str]:
    return dict[str, str](_table()["aliases"])


def _classifiers() -> dict[str, str]:
    return dict[str, str](_table()["classifiers"])


def _texts() -> dict[str, list[str]]:
    return dict[str, list[str]](_table()["texts"])
