"""What each trait weighs (log odds); fitted by ``benchmarks/leaks/fit.py``, see decision 15."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "always": -0.2,
    "bare_code": -1.16,
    "call": -1.72,
    "changes": 0.15,
    "digits": 2.48,
    "entropy": 0.58,
    "example": -0.76,
    "hex": 2.96,
    "in_code": -0.94,
    "in_markup": -1.11,
    "in_name": -1.35,
    "in_shell": -0.14,
    "key": -0.58,
    "length": 0.24,
    "odd": -2.09,
    "only_digits": 1.0,
    "only_lower": 0.3,
    "password": 1.03,
    "quoted": 0.42,
    "rarity": 1.79,
    "secret": 0.03,
    "token": -0.49,
    "upper_name": 0.28,
    "uuid": 1.0,
    "vague": -1.53,
    "words": -1.78,
}
"""As fitted, but for three that the set's own habits had made: a path among tests tells nothing
here (the set counts what stands in tests, see the scan's severities instead), digits alone and
UUIDs weigh less than its labels say.
"""

SAID: dict[str, str] = {
    "rarity": "unlike words",
    "entropy": "high entropy",
    "changes": "letters and digits mixed",
    "length": "long",
    "hex": "hexadecimal",
    "quoted": "a literal",
    "odd": "with symbols",
}
