r"""A pattern made rougher: it matches wherever the exact one does, and is built in no time.

Hyperscan counts repetitions with a state for each; of a filter nobody needs the exact number. So a
counted repetition becomes "at least a few". Besides, RE2's ``\s`` is narrower than hyperscan's.
"""

from __future__ import annotations

import re

_FEW = 4
_SPACE = r"\t\n\f\r "
_PIECE = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|(?P<escape>\\.)"
    r"|\{(?P<least>\d+)(?P<to>,(?P<most>\d*))?\}",
    re.DOTALL,
)


def rough(pattern: str) -> str:
    """A pattern that matches in every text in which this one does."""
    return _PIECE.sub(_rougher, pattern)


def _rougher(piece: re.Match[str]) -> str:
    if piece["set"]:
        return piece["set"].replace(r"\s", _SPACE)
    if piece["escape"]:
        return {r"\s": f"[{_SPACE}]", r"\S": f"[^{_SPACE}]"}.get(piece["escape"], piece["escape"])
    least = int(piece["least"])
    most = least if piece["to"] is None else int(piece["most"] or _FEW + 1)
    return piece[0] if most <= _FEW else f"{{{min(least, _FEW)},}}"
