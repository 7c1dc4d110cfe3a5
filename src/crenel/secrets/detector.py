"""A detector: one kind of credential, how it is found, and what to do when one leaked.

A file in ``detectors/`` is found by being there; it declares its provider once and then each of
its credentials in a line or two::

    _acme = Provider("Acme", docs="https://docs.acme.test/tokens", revoke="Console > Tokens.")
    DETECTORS = (_acme.token("acme-token", "a token of Acme", lit("acme_"), run(ALNUM, 40)),)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Protocol

import msgspec

from crenel.secrets.shape import Part, Words, example, pattern
from crenel.secrets.text import Candidate, Judged, Kind, Text
from crenel.secrets.verification.endpoint import Endpoint

Check = Callable[[str], str | None]
"""What the structure of a value says: a reason for it, nothing (""), or None: it is none."""
Maker = Callable[[Random], str]


class Found(Protocol):
    """A match of RE2, over bytes."""

    def start(self, group: int = 0) -> int:
        """Where it begins."""

    def span(self, group: int = 0) -> tuple[int, int]:
        """Where a group begins and ends; -1 for one that matched nothing."""


Reader = Callable[[Found, Text], Iterable[Candidate]]
Judge = Callable[[Candidate], Judged | None]

_SURE, _NEAR = 0.9, 0.75
_LEFT = r"(?:^|[^0-9A-Za-z_])"
_RIGHT = r"(?:[^0-9A-Za-z_]|$)"
_BETWEEN = r"""[\w.\-]{0,40}["'\]\\]{0,4}[ \t]{0,8}(?:=>|:=|={1,2}|:|,|\()[ \t]{0,8}["'`\\]{0,4}"""
# What may stand before a value that a context gives away: an operator, or a word of its own.


class Detector(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of credential."""

    name: str
    provider: str
    title: str
    """What it is, beginning in lower case: "an access token of Acme"."""
    pattern: str
    """RE2 over bytes; the first group is the credential. Empty: another detector's finds it."""
    keywords: tuple[str, ...]
    """In lower case: a text without any of them is not looked at. None: each text is."""
    confidence: float = _SURE
    docs: str = ""
    revoke: str = ""
    """The steps after a leak: where it is revoked, and what has to be looked at."""
    check: Check | None = None
    read: Reader | None = None
    """From a match to candidates, where the group ``v`` is not all there is to it."""
    judge: Judge | None = None
    """How sure it is; without one, the check and the look of the value decide."""
    example: Maker
    """Writes a line with a credential, made at random."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of files that are looked at; none: all."""
    strong: bool = True
    """Random enough that a hash of it tells nobody what it is."""
    named: bool = False
    """Found by the word beside it, not by its own shape."""
    identifier: bool = False
    """Says whose or what it is and opens nothing by itself: told, and never worse than low."""
    verify: Endpoint | None = None
    """Who tells whether it works; asked under ``--verify`` only."""


class Provider(msgspec.Struct, frozen=True):
    """Whose credentials they are; what its detectors share."""

    title: str
    docs: str
    revoke: str

    def token(
        self,
        name: str,
        title: str,
        *parts: Part,
        check: Check | None = None,
        make: Maker | None = None,
        confidence: float = _SURE,
        keywords: tuple[str, ...] = (),
        wide: str = "",
        identifier: bool = False,
        verify: Endpoint | None = None,
    ) -> Detector:
        """A credential that its own shape gives away. ``wide``: characters that may not follow."""
        said = f"{keywords[0]}: " if keywords else ""

        def built(random: Random) -> str:
            return example(parts, random)

        right = f"(?:[^0-9A-Za-z_{re.escape(wide)}]|$)" if wide else _RIGHT
        return Detector(
            name=name,
            provider=self.title,
            title=title,
            pattern=f"{_LEFT}({pattern(parts)}){right}",
            keywords=keywords or _keywords(parts),
            confidence=confidence,
            docs=self.docs,
            revoke=self.revoke,
            check=check,
            example=lambda random: f"{said}{(make or built)(random)}",
            identifier=identifier,
            verify=verify,
        )

    def near(
        self,
        name: str,
        title: str,
        words: tuple[str, ...],
        *parts: Part,
        check: Check | None = None,
        confidence: float = _NEAR,
        keywords: tuple[str, ...] = (),
        verify: Endpoint | None = None,
    ) -> Detector:
        """A credential without a shape of its own: one of these words names what holds it."""
        said = "|".join(re.escape(word) for word in words)
        before = keywords[0] if keywords else f"{words[0]}_key = "
        return Detector(
            name=name,
            provider=self.title,
            title=title,
            pattern=f"(?i:{said}){_BETWEEN}({pattern(parts)}){_RIGHT}",
            keywords=keywords or words,
            confidence=confidence,
            docs=self.docs,
            revoke=self.revoke,
            check=check,
            example=lambda random: f"{before}{example(parts, random)}",
            named=True,
            verify=verify,
        )


def _keywords(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The first fixed words; every credential of the shape begins with or holds one."""
    words = [part for part in parts if isinstance(part, Words)]
    longest = max(words, key=lambda part: min(map(len, part.options)))
    return tuple(option.lower() for option in longest.options)
