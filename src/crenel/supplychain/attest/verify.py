"""Whether an artifact is what somebody who is trusted vouches for. Fails closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from crenel.supplychain.attest.artifact import CONTENT, SHA256, Artifact
from crenel.supplychain.attest.bundle import Bundle
from crenel.supplychain.attest.envelope import Envelope
from crenel.supplychain.attest.predicates.kind import Case, Kind, kind_of, name_of
from crenel.supplychain.attest.refusal import Refusal, Refused
from crenel.supplychain.attest.signatures import STRANGERS, Signers, signers_of
from crenel.supplychain.attest.sigstore.identity import Certified
from crenel.supplychain.attest.statement import Statement, Subject, statement_of
from crenel.supplychain.attest.terms import Terms

SKEW = timedelta(minutes=5)
"""How far clocks may be apart."""
_DAY = timedelta(days=1)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that holds: signed by whoever may, about this artifact."""

    kind: str
    """What people call it, or the predicate's type."""
    statement: Statement
    place: str
    signers: tuple[str, ...]
    signed: int
    """How many different keys and identities signed it."""
    certified: tuple[Certified, ...] = ()
    """The identities among them."""
    made: datetime | None
    """The latest moment that it, or a log that holds it, tells."""
    exact: bool
    """Is it about these bytes, and not only about this content?"""
    told: str = ""
    superseded: bool = False
    """Did a newer one of its kind take its place?"""


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    artifact: Artifact
    now: datetime
    terms: Terms
    held: tuple[Held, ...]
    refusals: tuple[Refusal, ...]
    passed_over: tuple[Refusal, ...] = ()
    """Statements by strangers that the terms let lie."""

    @property
    def trusted(self) -> bool:
        """Is there nothing against it?"""
        return not self.refusals


def verify(artifact: Artifact, bundle: Bundle, terms: Terms, now: datetime) -> Verification:
    """The artifact judged by what is said of it."""
    return _Judge(artifact, terms, now).judged(bundle)


class _Judge:
    def __init__(self, artifact: Artifact, terms: Terms, now: datetime) -> None:
        self._artifact = artifact
        self._terms = terms
        self._now = now
        self._refusals: list[Refusal] = []
        self._passed_over: list[Refusal] = []

    def judged(self, bundle: Bundle) -> Verification:
        self._refusals.extend(bundle.refusals)
        held = list(_ranked(self._held(bundle)))
        for one in held:
            if not one.superseded:
                self._weigh(one)
        told = [msgspec.structs.replace(one, told=self._told(one)) for one in held]
        self._missing(held)
        return Verification(
            artifact=self._artifact,
            now=self._now,
            terms=self._terms,
            held=tuple(told),
            refusals=tuple(dict.fromkeys(self._refusals)),
            passed_over=tuple(self._passed_over),
        )

    def _held(self, bundle: Bundle) -> list[Held]:
        """What is to be believed. A statement may stand in several envelopes: one is one."""
        signed: dict[tuple[str, bytes], tuple[Envelope, Signers]] = {}
        for envelope in bundle.envelopes:
            signers = self._signers(envelope)
            if signers is not None:
                said = (envelope.payload_type, envelope.payload)
                first, others = signed.get(said, (envelope, signers))
                signed[said] = (first, others.joined(signers))
        return [held for one in signed.values() for held in self._believed(*one)]

    def _signers(self, envelope: Envelope) -> Signers | None:
        """Who signed; None where nobody did who is trusted, which is told."""
        try:
            return signers_of(envelope, self._terms, self._now.date())
        except Refused as refused:
            let_lie = self._terms.others and refused.code in STRANGERS
            (self._passed_over if let_lie else self._refusals).append(refused.at(envelope.place))
            return None

    def _believed(self, envelope: Envelope, signers: Signers) -> Iterator[Held]:
        try:
            yield self._read(envelope, signers)
        except Refused as refused:
            self._refusals.append(refused.at(envelope.place))

    def _read(self, envelope: Envelope, signers: Signers) -> Held:
        """Raises Refused."""
        statement = statement_of(envelope)
        name = name_of(statement.predicate_type)
        signers = self._entitled(signers, name, statement.predicate_type)
        if len(signers) < self._terms.threshold:
            raise Refused("threshold", self._too_few(envelope, signers))
        exact = self._about(statement.subject)
        return Held(
            kind=name,
            statement=statement,
            place=envelope.place,
            signers=tuple(sorted(signers.names)),
            signed=len(signers),
            certified=signers.certified,
            made=self._made(statement, signers),
            exact=exact,
        )

    def _entitled(self, signers: Signers, name: str, type_: str) -> Signers:
        """Those who may say this. Raises Refused where nobody may."""
        kept = {
            material: allowed
            for material, group in signers.by_material.items()
            if (
                allowed := tuple(
                    one
                    for one in group
                    if not one.predicates or {name, type_} & set(one.predicates)
                )
            )
        }
        if not kept:
            shown = ", ".join(sorted(signers.names))
            raise Refused("key-not-for-this", f"{shown} is not trusted to state: {name}")
        certified = tuple(one for one in signers.certified if one.material in kept)
        return Signers(by_material=kept, certified=certified)

    def _too_few(self, envelope: Envelope, signers: Signers) -> str:
        number, wanted = len(signers), self._terms.threshold
        several = len(envelope.signatures) > number or len(signers.names) > number
        twice = "; signatures by one key count once, whatever it is called" if several else ""
        who = "1 trusted signer" if number == 1 else f"{number} trusted signers"
        return f"{who} signed it, and {wanted} must{twice}"

    def _about(self, subjects: Iterable[Subject]) -> bool:
        """Is it about these bytes? False: about this content. Raises Refused for neither."""
        listed = list(subjects)
        digests = [one.digest for one in listed]
        own = self._artifact
        exact = next((one for one in digests if one.get(SHA256) == own.sha256), None)
        if exact is not None:
            if own.content and exact.get(CONTENT, own.content) != own.content:
                reason = "its digests of the bytes and of the content contradict each other"
                raise Refused("artifact-differs", reason)
            return True
        if own.content and any(one.get(CONTENT) == own.content for one in digests):
            if self._terms.recompressed:
                return False
            reason = (
                "the archive was written anew: its content is what was signed, its bytes are not"
                " (a policy with `recompressed = true` takes it)"
            )
            raise Refused("recompressed", reason)
        shown = ", ".join(
            f"{one.name or 'an artifact'} with sha256 {one.digest.get(SHA256, 'none')[:12]}"
            for one in listed[:3]
        )
        raise Refused(
            "artifact-differs",
            f"it is about {shown}; {own.name} has sha256 {own.sha256[:12]}",
        )

    def _made(self, statement: Statement, signers: Signers) -> datetime | None:
        """The latest moment that is told. Raises Refused for one that is still to come."""
        kind = kind_of(statement.predicate_type)
        moments = list(kind.times(statement.predicate)) if kind is not None else []
        moments += [("time in the log", when) for when in signers.moments]
        for name, when in moments:
            # A day is told as its beginning, and it begins earlier in the east.
            slack = _DAY if when.time() == datetime.min.time() else SKEW
            if when > self._now + slack:
                reason = (
                    f"its {name} is {when:%Y-%m-%d %H:%M} UTC, and the clock says "
                    f"{self._now:%Y-%m-%d %H:%M} UTC: one of them is wrong"
                )
                raise Refused("from-the-future", reason)
        return max((when for _, when in moments), default=None)

    def _weigh(self, one: Held) -> None:
        limit = self._terms.max_age
        if limit is not None and one.made is not None and self._now - one.made > limit * _DAY:
            reason = f"it was made on {one.made.date()}, more than {limit} days ago"
            self._refusals.append(Refusal(code="expired", reason=reason, about=one.place))
        kind = kind_of(one.statement.predicate_type)
        if kind is not None:
            self._refusals.extend(self._objections(kind, one))

    def _objections(self, kind: Kind, one: Held) -> list[Refusal]:
        found: list[Refusal] = []
        try:
            found.extend(
                refused.at(one.place)
                for refused in kind.judged(one.statement.predicate, self._case(one))
            )
        except Refused as refused:
            found.append(refused.at(one.place))
        return found

    def _told(self, one: Held) -> str:
        kind = kind_of(one.statement.predicate_type)
        if kind is None:
            return "not judged: its type is not one that crenel understands"
        try:
            return kind.told(one.statement.predicate, self._case(one))
        except Refused as refused:
            return refused.reason

    def _case(self, one: Held) -> Case:
        return Case(
            terms=self._terms,
            artifact=self._artifact.name,
            signers=frozenset(one.signers),
            now=self._now,
        )

    def _missing(self, held: list[Held]) -> None:
        there = {name for one in held for name in (one.kind, one.statement.predicate_type)}
        about = self._artifact.name
        for name in self._terms.required:
            if name not in there:
                reason = f"there is no {name} of it that holds"
                self._refusals.append(Refusal(code="missing", reason=reason, about=about))
        if not held and not self._refusals:
            reason = "nobody who is trusted here says anything about it"
            self._refusals.append(Refusal(code="missing", reason=reason, about=about))


def _ranked(held: Sequence[Held]) -> Iterator[Held]:
    """Of kinds where the newest replaces the others, the others are marked."""
    newest: dict[str, Held] = {}
    for one in held:
        kind = kind_of(one.statement.predicate_type)
        if kind is not None and kind.NEWEST:
            best = newest.get(one.kind)
            if best is None or _moment(one) > _moment(best):
                newest[one.kind] = one
    for one in held:
        replaced = one.kind in newest and newest[one.kind] is not one
        yield msgspec.structs.replace(one, superseded=True) if replaced else one


def _moment(one: Held) -> float:
    return one.made.timestamp() if one.made is not None else 0.0
