"""A practice: something that a team does, why, and what crenel does not see of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from crenel.errors import DataError

_FOLDER = Path(__file__).parent / "catalogue"
_THEMES = (
    "Identity and access",
    "Secrets and configuration",
    "Code and supply chain",
    "Runtime and observability",
    "Delivery",
    "Data and network",
    "Incidents",
    "Pitfalls",
)
OWN = "Our own"
"""The theme of a team's practices where it names none."""


class Practice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One practice, as its file or a team's configuration describes it."""

    title: str
    """A sentence that is true where the practice is followed."""
    id: str = ""
    theme: str = OWN
    why: str = ""
    next: str = ""
    """What to do where no verdict says it better."""
    unseen: tuple[str, ...] = ()
    """Parts of the practice that crenel does not look at."""
    at_most: Literal["partly", "covered"] = "covered"
    """``partly`` where the heart of it is among what is not seen: verdicts alone never cover it."""
    controls: tuple[str, ...] = ()
    """Names of the controls that are evidence for it, beside those that name it themselves."""


@cache
def catalogue() -> tuple[Practice, ...]:
    """The practices that crenel ships, theme by theme. Raises DataError for a bad file."""
    found = [_read(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (_THEMES.index(one.theme), one.id)))


def _read(path: Path) -> Practice:
    try:
        practice = msgspec.toml.decode(path.read_bytes(), type=Practice)
    except (msgspec.MsgspecError, ValueError) as error:
        raise DataError(f"{path.name} describes no practice: {error}", "Mend the file") from None
    if practice.theme not in _THEMES:
        themes = ", ".join(_THEMES)
        raise DataError(f"{path.name} names no theme that there is", f"Themes: {themes}")
    return msgspec.structs.replace(practice, id=path.stem)
