"""What each trait weighs (log odds); fitted by ``benchmarks/leaks/fit.py``, see decision 10."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {"always": 0.0, "rarity": 1.5}

SAID: dict[str, str] = {
    "rarity": "unlike words",
    "entropy": "high entropy",
    "changes": "letters and digits mixed",
    "length": "long",
    "hex": "hexadecimal",
    "quoted": "a literal",
    "odd": "with symbols",
}
