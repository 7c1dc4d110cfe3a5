"""From a text to what leaked in it: keywords, patterns, judgement, and one hit for each place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from crenel.secrets.catalogue import slots
from crenel.secrets.detector import Detector, Found, Reader
from crenel.secrets.encodings import ENCODINGS, Encoding
from crenel.secrets.engine.pattern import Pattern, compiled
from crenel.secrets.engine.sieve import Fast, Portable, Sieve, Wanted
from crenel.secrets.judgement import shaped
from crenel.secrets.judgement.names import says_much
from crenel.secrets.judgement.places import in_published
from crenel.secrets.judgement.published import is_published
from crenel.secrets.text import Candidate, Judged, Text

_MANY = 12
"""Values under one name that make it a column."""
_Ready = tuple[Detector, Pattern, Reader]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A credential in a text; its value never leaves the room unmasked."""

    detector: str
    value: str
    start: int
    end: int
    confidence: float
    why: tuple[str, ...]
    name: str = ""


class Sifted(msgspec.Struct, frozen=True):
    """What is worth looking for in a text: numbers of detectors, and encodings."""

    detectors: list[int]
    encodings: tuple[Encoding, ...]


class Scanner:
    """All detectors, ready to look through texts. ``fast``: for when much is to be read."""

    def __init__(self, *, fast: bool = False) -> None:
        self._slots = [one for one in slots().values() if one.finds]
        self._fast = fast
        self._ready: dict[int, _Ready] = {}

    @cached_property
    def _sieve(self) -> Sieve:
        wanted = [Wanted(slot.keywords, slot.rough) for slot in self._slots]
        wanted.extend(Wanted(one.keywords, one.rough) for one in ENCODINGS)
        return (Fast if self._fast else Portable)(wanted)

    def sifted(self, data: bytes) -> Sifted:
        """What is worth looking for in a text."""
        passed = sorted(self._sieve.passed(data))
        at = bisect_left(passed, len(self._slots))
        encodings = tuple(ENCODINGS[number - len(self._slots)] for number in passed[at:])
        return Sifted(passed[:at], encodings)

    def candidates(
        self, text: Text, sifted: Sifted | None = None
    ) -> Iterator[tuple[Candidate, Judged]]:
        """Everything that any detector takes for a credential, however unsure."""
        published = in_published(text.path)
        for number in (sifted or self.sifted(text.data)).detectors:
            detector, pattern, read = self._ready.get(number) or self._readied(number)
            if detector.kinds and text.kind not in detector.kinds:
                continue
            for found in pattern.finditer(text.data):
                for one in read(found, text):
                    judged = judged_by(detector, one)
                    if judged is not None:
                        yield one, _published(judged) if published else judged

    def hits(self, text: Text, least: float, sifted: Sifted | None = None) -> list[Hit]:
        """At least so sure, in the order of the text; where some overlap, one.

        The one that says most: whose it is, then the surest. It is as sure as any of them.
        ``sifted``: what was said of the text already.
        """
        every = list(self.candidates(text, sifted))
        columns = _columns(every)
        found = [
            (one, judged)
            for one, judged in every
            if judged.confidence >= least and one.start < text.stop and one.name not in columns
        ]
        kept = _Kept()
        for one, judged in sorted(found, key=_tells_most):
            kept.take(one, judged)
        return [_hit(*pair) for pair in kept.pairs]

    def _readied(self, number: int) -> _Ready:
        """A detector is loaded, and its pattern compiled, when a text needs it."""
        detector = self._slots[number].load()
        ready = (detector, compiled(detector.pattern), detector.read or _whole(detector))
        self._ready[number] = ready
        return ready


def _published(judged: Judged) -> Judged:
    """An example of a library's authors, all but surely: told to whoever asks for the unsure."""
    return Judged(round(judged.confidence / 2, 2), (*judged.why, "in a published library"))


def _columns(found: list[tuple[Candidate, Judged]]) -> set[str]:
    """Names that say little and hold one value after another: a table's, not a secret's."""
    if len(found) < _MANY:
        return set()
    values: dict[str, set[str]] = {}
    for one, _ in found:
        if one.name and one.detector.startswith("generic-") and not says_much(one.name):
            values.setdefault(one.name, set()).add(one.value)
    return {name for name, held in values.items() if len(held) >= _MANY}


def _tells_most(pair: tuple[Candidate, Judged]) -> tuple[bool, float, int, str]:
    one, judged = pair
    return one.detector.startswith("generic-"), -judged.confidence, one.start, one.detector


class _Kept:
    """Candidates that do not overlap, by where they stand."""

    def __init__(self) -> None:
        self.pairs: list[tuple[Candidate, Judged]] = []
        self._ends: list[int] = []

    def take(self, one: Candidate, judged: Judged) -> None:
        """Keeps it, or lets what stands there already be as sure as it is."""
        at = bisect_right(self._ends, one.start)
        if at == len(self.pairs) or self.pairs[at][0].start >= one.end:
            self.pairs.insert(at, (one, judged))
            self._ends.insert(at, one.end)
            return
        kept, said = self.pairs[at]
        if judged.confidence > said.confidence:
            why = tuple(dict.fromkeys((*said.why, *judged.why)))
            self.pairs[at] = kept, Judged(judged.confidence, why)


def judged_by(detector: Detector, one: Candidate) -> Judged | None:
    """What a detector says of a candidate; nothing where everybody may read it in a document."""
    judged = _judged(detector, one)
    return None if judged is None or is_published(one.value) else judged


def _judged(detector: Detector, one: Candidate) -> Judged | None:
    if detector.judge is not None:
        return detector.judge(one)
    reason = detector.check(one.value) if detector.check else ""
    return shaped.judge(
        one,
        detector.confidence,
        reason,
        checked=detector.check is not None,
        named=detector.named,
    )


def _whole(detector: Detector) -> Reader:
    """The first group is the credential, and there is nothing more to it."""

    def read(found: Found, text: Text) -> Iterable[Candidate]:
        return (text.candidate(detector.name, found.span(1)),)

    return read


def _hit(one: Candidate, judged: Judged) -> Hit:
    return Hit(
        detector=one.detector,
        value=one.value,
        start=one.start,
        end=one.end,
        confidence=judged.confidence,
        why=judged.why,
        name=one.name,
    )
