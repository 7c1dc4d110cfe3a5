"""An edit of a text."""

from __future__ import annotations

import msgspec


class Refused(Exception):  # noqa: N818 - an answer, told to the person, not a failure of the run
    """Why a place cannot be edited: a sentence."""


class Edit(msgspec.Struct, frozen=True):
    """From ``start`` to ``end`` (offsets in characters, ``end`` exclusive) stands ``new``."""

    start: int
    end: int
    new: str

    def on(self, text: str) -> str:
        """The text with the edit made."""
        return text[: self.start] + self.new + text[self.end :]
