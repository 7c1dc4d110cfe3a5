"""Is there a credential in one value? For whoever holds values, not files: the model's controls.

Most values are names, numbers and references. They are told apart before any detector is loaded:
what has no long unusual run of characters, no login and no key holds none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from crenel.secrets.judgement.shaped import random_looking

if TYPE_CHECKING:
    from crenel.secrets.engine.scanner import Scanner

_RUN = re.compile(r"[A-Za-z0-9_\-+/=.~]{16,}")
_MARK = re.compile(r"://[^\s/]*:[^\s/]*@|-----BEGIN|(?i:bearer|basic) ")
_POINTER = re.compile(r"arn:[\w-]+:|\{\{resolve:|sha(?:256|512)[-:]", re.IGNORECASE)
_LONGEST = 65_536
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
