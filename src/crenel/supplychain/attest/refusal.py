"""Why something is not trusted: a word for programs, and a sentence for people."""

from __future__ import annotations

import msgspec


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One reason to refuse an artifact."""

    code: str
    """A kebab word that scripts may rely on."""
    reason: str
    about: str = ""
    """What it is about: a file and line of an envelope, an artifact, a function."""


class Refused(Exception):  # noqa: N818 - what was shown is refused
    """What was read cannot be trusted; the place is known to whoever catches it."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    def at(self, about: str) -> Refusal:
        """The reason, with its place."""
        return Refusal(code=self.code, reason=self.reason, about=about)
