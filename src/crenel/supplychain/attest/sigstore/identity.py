"""Whom Sigstore certifies: the identity that is trusted, and the one that a certificate tells."""

from __future__ import annotations

from datetime import datetime
from fnmatch import fnmatchcase

import msgspec

_PATTERN = frozenset("*?[")


class Certified(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed, by the word of whom, when: what a certificate and a log prove together."""

    subject: str
    """A mail address, or the URI of a pipeline."""
    issuer: str
    """The identity provider that vouched for it, as a URL."""
    source: str = ""
    """The repository that a pipeline ran for, as a URI; empty where the certificate has none."""
    ref: str = ""
    """Its branch or tag (``refs/heads/main``)."""
    when: datetime
    """The moment of signing, by a clock that the trusted root names."""

    @property
    def material(self) -> str:
        """What makes two signatures those of one identity."""
        return f"{self.issuer} {self.subject}"


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is trusted without a key."""

    name: str
    subject: str
    """A glob, or the identity itself."""
    issuer: str
    """Exactly: whoever else vouches for the same name proves nothing."""
    source: str = ""
    """A glob; empty for any."""
    ref: str = ""
    """A glob; empty for any."""

    @property
    def material(self) -> str:
        """As for what is certified, where the subject is no pattern."""
        return f"{self.issuer} {self.subject}"

    @property
    def is_pattern(self) -> bool:
        """May several identities fit?"""
        return bool(_PATTERN & set(self.subject))

    def names(self, one: Certified) -> bool:
        """Is it called so, whoever vouches for it?"""
        return _fits(one.subject, self.subject)

    def objection(self, one: Certified) -> str:
        """Why somebody of that name is not the one who is trusted; empty where it is."""
        if one.issuer != self.issuer:
            return f"{one.issuer} vouches for it, and only {self.issuer} may"
        for word, told, wanted in (
            ("repository", one.source, self.source),
            ("branch or tag", one.ref, self.ref),
        ):
            if wanted and not _fits(told, wanted):
                return f"its {word} is {told or 'not told'}, and must be {wanted}"
        return ""


def _fits(text: str, wanted: str) -> bool:
    """Names may hold what is a pattern elsewhere (``robot[bot]@...``): the same text fits, too."""
    return text == wanted or fnmatchcase(text, wanted)
