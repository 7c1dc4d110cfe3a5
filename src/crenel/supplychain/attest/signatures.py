"""Whose signatures an envelope bears: each key and identity once, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from crenel.supplychain.attest.envelope import Envelope, Signed
from crenel.supplychain.attest.keys import PublicKey
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.sigstore.identity import Certified, Identity
from crenel.supplychain.attest.terms import Terms, Trusted

MAX_KEYS = 64
STRANGERS = ("unknown-key", "unknown-identity")
"""The codes of envelopes that nobody who is trusted signed."""


class Signers(msgspec.Struct, frozen=True, kw_only=True):
    """Those who are trusted and signed, each once."""

    by_material: dict[str, tuple[Trusted, ...]]
    """Several entries of a policy may be one key: it counts once, by whichever name."""
    certified: tuple[Certified, ...] = ()
    """The identities among them, as Sigstore proves them."""

    def __len__(self) -> int:
        return len(self.by_material)

    @property
    def names(self) -> frozenset[str]:
        """What they are called."""
        return frozenset(one.who.name for group in self.by_material.values() for one in group)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When identities signed."""
        return tuple(one.when for one in self.certified)

    def joined(self, other: Signers) -> Signers:
        """With those of another envelope around the same statement."""
        materials = {**other.by_material, **self.by_material}
        certified = tuple(dict.fromkeys((*self.certified, *other.certified)))
        return Signers(by_material=materials, certified=certified)


def signers_of(envelope: Envelope, terms: Terms, today: date) -> Signers:
    """Those who are trusted and signed. Raises Refused where there is none."""
    if envelope.bundle:
        return _identities(envelope, terms)
    keys = [one for one in terms.trusted if isinstance(one.who, PublicKey)]
    covered = envelope.covered()
    found = [one for one in keys if _signed(one, envelope, covered)]
    if not found:
        raise _none(envelope, keys)
    groups: dict[str, list[Trusted]] = {}
    for one in _holding(found, today):
        groups.setdefault(one.who.material, []).append(one)
    return Signers(by_material={material: tuple(group) for material, group in groups.items()})


def _identities(envelope: Envelope, terms: Terms) -> Signers:
    """Raises Refused."""
    identities = [one for one in terms.trusted if isinstance(one.who, Identity)]
    if terms.root is None or not identities:
        reason = "an identity signed it by way of Sigstore, and no identity is trusted here"
        raise Refused("unknown-identity", reason)
    told = terms.root.certified(envelope)
    holding = _holding(_fitting(told, identities), told.when.date())
    return Signers(by_material={told.material: tuple(holding)}, certified=(told,))


def _fitting(told: Certified, identities: Iterable[Trusted]) -> list[Trusted]:
    """The entries of a policy that mean whoever was certified. Raises Refused."""
    named = [
        (one, one.who)
        for one in identities
        if isinstance(one.who, Identity) and one.who.names(told)
    ]
    fitting = [one for one, who in named if not who.objection(told)]
    if not fitting:
        why = named[0][1].objection(told) if named else "an identity that is not trusted here"
        raise Refused("unknown-identity", f"it is signed by {told.subject}: {why}")
    return fitting


def _holding(found: Iterable[Trusted], day: date) -> list[Trusted]:
    """Those who are trusted on a day. Raises Refused where none is."""
    every = list(found)
    holding = [one for one in every if _lapsed(one, day) is None]
    if not holding:
        raise next(why for one in every if (why := _lapsed(one, day)))
    return holding


def _signed(one: Trusted, envelope: Envelope, covered: bytes) -> bool:
    """Key ids are hints of whoever wrote the envelope: every signature is tried."""
    key = one.who
    return isinstance(key, PublicKey) and any(
        key.verifies(each.signature, covered) for each in _hinted(key, envelope)
    )


def _hinted(key: PublicKey, envelope: Envelope) -> Iterator[Signed]:
    """The signatures, those that name this key first."""
    yield from sorted(envelope.signatures, key=lambda each: each.keyid != key.keyid)


def _none(envelope: Envelope, keys: Iterable[Trusted]) -> Refused:
    known = {one.who.keyid: one.who.name for one in keys if isinstance(one.who, PublicKey)}
    claimed = [known[one.keyid] for one in envelope.signatures if one.keyid in known]
    if claimed:
        reason = (
            f"the signature is not of {claimed[0]}, which it names:"
            " the statement or the signature was changed"
        )
        return Refused("bad-signature", reason)
    named = ", ".join(one.keyid[:12] or "a key without a name" for one in envelope.signatures[:3])
    return Refused("unknown-key", f"it is signed by {named}: no key that is trusted here")


def _lapsed(one: Trusted, today: date) -> Refused | None:
    day, kind = today.isoformat(), one.kind
    if one.since and day < one.since:
        reason = f"the {kind} {one.who.name} is trusted from {one.since} on only"
        return Refused(f"{kind}-not-yet", reason)
    if one.until and day > one.until:
        return Refused(
            f"{kind}-expired", f"the {kind} {one.who.name} was trusted until {one.until}"
        )
    return None
