"""Whose signatures an envelope bears: each key once, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from crenel.supplychain.attest.envelope import Envelope, Signed
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.terms import Trusted

MAX_KEYS = 64


class Signers(msgspec.Struct, frozen=True, kw_only=True):
    """The trusted keys that signed, one for each key material."""

    by_material: dict[str, tuple[Trusted, ...]]
    """Several entries of a policy may be one key: it counts once, by whichever name."""

    def __len__(self) -> int:
        return len(self.by_material)

    @property
    def names(self) -> frozenset[str]:
        """What they are called."""
        return frozenset(one.key.name for group in self.by_material.values() for one in group)


def signers_of(envelope: Envelope, trusted: Iterable[Trusted], today: date) -> Signers:
    """The trusted keys that signed and hold today. Raises Refused where there is none."""
    keys = list(trusted)
    covered = envelope.covered()
    found = [one for one in keys if _signed(one, envelope, covered)]
    if not found:
        raise _none(envelope, keys)
    holding = [one for one in found if not _lapsed(one, today)]
    if not holding:
        raise next(why for one in found if (why := _lapsed(one, today)))
    groups: dict[str, list[Trusted]] = {}
    for one in holding:
        groups.setdefault(one.key.material, []).append(one)
    return Signers(by_material={material: tuple(group) for material, group in groups.items()})


def _signed(one: Trusted, envelope: Envelope, covered: bytes) -> bool:
    """Key ids are hints of whoever wrote the envelope: every signature is tried."""
    return any(one.key.verifies(each.signature, covered) for each in _hinted(one, envelope))


def _hinted(one: Trusted, envelope: Envelope) -> Iterator[Signed]:
    """The signatures, those that name this key first."""
    yield from sorted(envelope.signatures, key=lambda each: each.keyid != one.key.keyid)


def _none(envelope: Envelope, keys: list[Trusted]) -> Refused:
    known = {one.key.keyid: one.key.name for one in keys}
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
    day = today.isoformat()
    if one.since and day < one.since:
        return Refused("key-not-yet", f"the key {one.key.name} is trusted from {one.since} on only")
    if one.until and day > one.until:
        return Refused("key-expired", f"the key {one.key.name} was trusted until {one.until}")
    return None
