"""From CVSS vectors to a severity (FIRST, CVSS v3.1 specification sections 5 and 7; v2)."""

from __future__ import annotations

import math
from collections.abc import Iterable

LEVELS = ("critical", "high", "medium", "low", "unknown")
_WORDS = {
    "critical": "critical",
    "high": "high",
    "important": "high",
    "moderate": "medium",
    "medium": "medium",
    "low": "low",
}
_THREE = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "UI": {"N": 0.85, "R": 0.62},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
_PRIVILEGES = {"U": {"N": 0.85, "L": 0.62, "H": 0.27}, "C": {"N": 0.85, "L": 0.68, "H": 0.5}}
_TWO = {
    "AV": {"L": 0.395, "A": 0.646, "N": 1.0},
    "AC": {"H": 0.35, "M": 0.61, "L": 0.71},
    "Au": {"M": 0.45, "S": 0.56, "N": 0.704},
    "C": {"N": 0.0, "P": 0.275, "C": 0.66},
    "I": {"N": 0.0, "P": 0.275, "C": 0.66},
    "A": {"N": 0.0, "P": 0.275, "C": 0.66},
}
_BOUNDS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"))


def of_word(word: str) -> str:
    """A source's own word; unknown where it is none of the usual ones."""
    return _WORDS.get(word.strip().lower(), "unknown")


def of_vectors(vectors: Iterable[str]) -> str:
    """The worst of some CVSS vectors of version 2 or 3; unknown where none can be read."""
    scores = [score for vector in vectors if (score := base_score(vector)) is not None]
    return of_score(max(scores)) if scores else "unknown"


def of_score(score: float) -> str:
    """The level of a base score; 0.0 is low: an advisory exists."""
    return next((level for bound, level in _BOUNDS if score >= bound), "low")


def worst(levels: Iterable[str]) -> str:
    """The worst level that is known; unknown where none is."""
    return min(levels, key=LEVELS.index, default="unknown")


def base_score(vector: str) -> float | None:
    """The base score of a CVSS vector; None where it is none of version 2 or 3."""
    parts = dict(part.partition(":")[::2] for part in vector.strip("()").split("/"))
    try:
        return _three(parts) if "S" in parts else _two(parts)
    except KeyError:
        return None


def _three(parts: dict[str, str]) -> float:
    value = {name: _THREE[name][parts[name]] for name in _THREE}
    changed = {"C": True, "U": False}[parts["S"]]
    missing = (1 - value["C"]) * (1 - value["I"]) * (1 - value["A"])
    base = 1 - missing
    impact = 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 if changed else 6.42 * base
    privileges = _PRIVILEGES[parts["S"]][parts["PR"]]
    exploitability = 8.22 * value["AV"] * value["AC"] * privileges * value["UI"]
    if impact <= 0:
        return 0.0
    return _up(min((1.08 if changed else 1.0) * (impact + exploitability), 10))


def _up(score: float) -> float:
    """Rounded up to one decimal, as the specification's Roundup does."""
    whole = round(score * 100_000)
    return whole / 100_000 if whole % 10_000 == 0 else (math.floor(whole / 10_000) + 1) / 10


def _two(parts: dict[str, str]) -> float:
    value = {name: _TWO[name][parts[name]] for name in _TWO}
    impact = 10.41 * (1 - (1 - value["C"]) * (1 - value["I"]) * (1 - value["A"]))
    exploitability = 20 * value["AV"] * value["AC"] * value["Au"]
    factor = 0.0 if impact == 0 else 1.176
    return round((0.6 * impact + 0.4 * exploitability - 1.5) * factor, 1)
