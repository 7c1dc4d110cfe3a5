"""Names that a person typed: which control is meant, and what else might have been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Names = Mapping[str, str]
"""Everything that a control can be called by, in lower case -> its name."""

_LONGEST = 80


def canonical(name: str, known: Names) -> str | None:
    """The control's own name for a name, handle or alias; None where there is no such control."""
    return known.get(name.lower())


def meant(word: str, options: Iterable[str]) -> str:
    """``Did you mean ...?`` or nothing."""
    if len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - for a mistake only

    close = get_close_matches(word.lower(), sorted(options), n=2)
    return f"Did you mean {' or '.join(close)}?" if close else ""


def quoted(word: str) -> str:
    """A word of a stranger's in a sentence: one line, and not too long."""
    shown = word if len(word) <= _LONGEST else word[: _LONGEST - 3] + "..."
    return repr(shown)
