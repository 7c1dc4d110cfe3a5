"""Is there a credential in one value? For whoever holds values, not files: the model's controls.

Most values are names, numbers and references. They are told apart before any detector is loaded:
what has no long unusual run of characters, no login and no key holds none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from crenel.secrets.judgement.looks import random_looking

if TYPE_CHECKING:
    from crenel.secrets.engine.scanner import Scanner

_RUN = re.compile(r"[A-Za-z0-9_\-+/=.~]{16,}")
_MARK = re.compile(r"://[^\s/]*:[^\s/]*@|-----BEGIN|(?i:bearer|basic) ")
_POINTER = re.compile(r"arn:[\w-]+:|\{\{resolve:|sha(?:256|512)[-:]", re.IGNORECASE)
_QUOTED = re.compile(r"""["']([^"'\r\n]{8,400})["']""")
_LONGEST, _MOST_CODE = 65_536, 4_000_000
_SURE = 0.7


def credential_in(text: str) -> str:
    """The title of what is in a text whatever its name ("a token of Slack"); or nothing."""
    text = text[:_LONGEST]
    return _found(text) if _worth(text) else ""


def _worth(text: str) -> bool:
    if _MARK.search(text):
        return True
    if _POINTER.match(text):
        return False
    return any(random_looking(run) for run in _RUN.findall(text))


@lru_cache(maxsize=4096)
def _found(text: str) -> str:
    from crenel.secrets.catalogue import detector  # noqa: PLC0415 - most values need none
    from crenel.secrets.text import Text  # noqa: PLC0415 - the same

    hits = _scanner().hits(Text("value.txt", text.encode("utf-8", "replace")), _SURE)
    return next((detector(hit.detector).title for hit in hits), "")


@cache
def _scanner() -> Scanner:
    from crenel.secrets.engine.scanner import Scanner  # noqa: PLC0415 - when a value is worth it

    return Scanner()


class Written(msgspec.Struct, frozen=True):
    """A credential in source code: what it is, how sure, and where (offsets in characters)."""

    title: str
    detector: str
    name: str
    confidence: float
    start: int
    end: int


@lru_cache(maxsize=512)
def written_in(path: str, code: str) -> tuple[Written, ...]:
    """The credentials that stand in a piece of source code, the surer ones only."""
    if not any(_literal(found[1]) for found in _QUOTED.finditer(code[:_MOST_CODE])):
        return ()
    from crenel.secrets.catalogue import detector  # noqa: PLC0415 - most code needs none
    from crenel.secrets.text import Text  # noqa: PLC0415 - the same

    data = code.encode("utf-8", "replace")
    return tuple(
        Written(
            detector(hit.detector).title,
            hit.detector,
            hit.name,
            hit.confidence,
            len(data[: hit.start].decode("utf-8", "replace")),
            len(data[: hit.end].decode("utf-8", "replace")),
        )
        for hit in _scanner().hits(Text(path, data), _SURE)
    )


def _literal(text: str) -> bool:
    """Is a literal of source code worth a closer look?"""
    return _MARK.search(text) is not None or (" " not in text and random_looking(text))
