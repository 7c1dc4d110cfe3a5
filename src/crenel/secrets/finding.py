"""A leaked credential as it is told: where, what, how sure, and never the value itself."""

from __future__ import annotations

import msgspec

from crenel.secrets.catalogue import detector
from crenel.secrets.engine.scanner import Hit
from crenel.secrets.verification.answer import Answer

_LONG, _MIDDLE, _SHOWN = 24, 12, 4
_RANDOM = 16


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One credential in one place."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    detector: str
    title: str
    confidence: float
    masked: str
    why: tuple[str, ...]
    identity: str
    repeats: str = ""
    """The identity of the first place in this file that holds the same; empty for that one."""
    commit: str = ""
    """The commit that brought it; empty where a file on disk holds it."""
    answer: Answer | None = None
    """What its provider says; None where nobody was asked."""


def masked(value: str) -> str:
    """As much of a value as tells its owner which one it is, and nobody what it is."""
    text = " ".join(value.split())
    if text.startswith("-----"):
        return "a private key"
    if len(text) >= _LONG:
        return f"{text[:_SHOWN]}...{text[-_SHOWN:]}"
    return f"{text[:2]}..." if len(text) >= _MIDDLE else "..."


def identity(file: str, hit: Hit, nth: int = 0) -> str:
    """Stays when lines move; changes with the value; tells nobody the value.

    Detector, file, the name that holds the value and how often it was there before. Of the value,
    a whole hash where it is random, so that nobody can guess it; of one that a person may have
    thought of, one of 256 drawers: a changed value all but surely shows, and a guess that falls
    into the right drawer is still one of very many that do.
    """
    from hashlib import sha256  # noqa: PLC0415 - loading it takes a while, and most scans find none

    digest = sha256(f"{hit.detector}\0{file}\0{hit.value}".encode("utf-8", "surrogatepass"))
    strong = detector(hit.detector).strong and len(hit.value) >= _RANDOM
    drawer = digest.hexdigest()[: 64 if strong else 2]
    said = f"{hit.detector}\0{file}\0{hit.name}\0{drawer}\0{nth or ''}"
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]
