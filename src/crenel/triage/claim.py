"""A claim: somebody accepts a risk, and says which verdicts they speak of."""

from __future__ import annotations

import msgspec

from crenel.model.source import Span
from crenel.model.verdict import Acceptance, Verdict, Warning  # noqa: A004 - the model's word
from crenel.triage.globs import matches
from crenel.triage.terms import Terms


class Target(msgspec.Struct, frozen=True):
    """What a claim is about. The root of the kinds below."""

    def covers(self, verdict: Verdict) -> bool:
        """Does the claim speak of this verdict?"""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """What people read."""
        raise NotImplementedError

    @property
    def file(self) -> str:
        """The one file that it is about, as verdicts name it; empty where it may be any."""
        return ""


class OfResource(Target, frozen=True):
    """A resource, by its exact address."""

    address: str

    def covers(self, verdict: Verdict) -> bool:
        return verdict.address == self.address

    @property
    def words(self) -> str:
        return self.address

    @property
    def file(self) -> str:
        return self.address.partition("::")[0]


class OfAddress(Target, frozen=True):
    """Resources by address or glob, as seen from the folder that holds ``prefix``."""

    pattern: str
    prefix: str = ""

    def covers(self, verdict: Verdict) -> bool:
        address = f"{self.prefix}/{verdict.address}" if self.prefix else verdict.address
        return matches(self.pattern, address)

    @property
    def words(self) -> str:
        return self.pattern

    @property
    def file(self) -> str:
        file = self.pattern.partition("::")[0]
        if "*" in file or "?" in file:
            return ""
        return file.removeprefix(f"{self.prefix}/") if self.prefix else file


class OfIdentity(Target, frozen=True):
    """One finding, by its identity."""

    identity: str

    def covers(self, verdict: Verdict) -> bool:
        return verdict.identity == self.identity

    @property
    def words(self) -> str:
        return f"identity {self.identity}"


class OfLine(Target, frozen=True):
    """Whatever points at a line, and the resources whose names stand on it."""

    source: str
    line: int
    addresses: frozenset[str] = frozenset()

    def covers(self, verdict: Verdict) -> bool:
        if verdict.address in self.addresses:
            return True
        spans = (verdict.span, *(one.span for one in verdict.evidence))
        return any(self._at(span) for span in spans)

    def _at(self, span: Span) -> bool:
        return span.file == self.source and span.line == self.line

    @property
    def words(self) -> str:
        return ", ".join(sorted(self.addresses)) or f"line {self.line}"

    @property
    def file(self) -> str:
        return self.source


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """``control`` is as written: a name, a handle or an alias; ``place`` is where it is claimed."""

    control: str
    target: Target
    terms: Terms
    place: Span | None = None

    @property
    def where(self) -> tuple[str, int]:
        """File and line; the first line of nowhere where it has no place."""
        return (self.place.file, self.place.line) if self.place else ("", 1)

    def acceptance(self, control: str) -> Acceptance:
        """What a verdict of this control carries."""
        return Acceptance(
            control=control,
            reason=self.terms.reason,
            until=self.terms.until,
            by=self.terms.by,
            place=self.place,
        )


class Found(msgspec.Struct, frozen=True):
    """The claims of some place, and what there tries to be one and is none."""

    claims: tuple[Claim, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def __add__(self, other: Found) -> Found:
        """Both; a template that is read in several stacks is told about once."""
        if not other.claims and not other.warnings:
            return self
        warnings = tuple(dict.fromkeys(self.warnings + other.warnings))
        return Found(self.claims + other.claims, warnings)


def warning(message: str, place: Span | None) -> Warning:
    """A warning at a place."""
    if place is None:
        return Warning(message=message)
    return Warning(message=message, file=place.file, line=place.line)
