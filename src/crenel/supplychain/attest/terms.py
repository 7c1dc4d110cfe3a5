"""On what terms an artifact is trusted: whose keys, which statements, from whom and how fresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from crenel.supplychain.attest.keys import PublicKey
from crenel.supplychain.attest.sigstore.identity import Identity
from crenel.supplychain.attest.sigstore.root import Root

LEVELS = ("critical", "high", "medium", "low", "none")


class Trusted(msgspec.Struct, frozen=True, kw_only=True):
    """A key or an identity, and how far it is trusted."""

    who: PublicKey | Identity
    since: str = ""
    """The first day on which it holds (ISO); empty for always."""
    until: str = ""
    """The last one. For a key today counts; for an identity the day on which it signed."""
    predicates: tuple[str, ...] = ()
    """What it may say: names of predicates, or their types; empty for everything."""

    @property
    def kind(self) -> str:
        """What people call it."""
        return "identity" if isinstance(self.who, Identity) else "key"


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Who may build what, from where."""

    builder: str
    """A glob of builder ids."""
    sources: tuple[str, ...] = ()
    """Globs of addresses; empty for any."""
    artifacts: tuple[str, ...] = ()
    """Globs of file names; empty for any."""
    keys: tuple[str, ...] = ()
    """The names of the keys and identities that vouch for this builder; empty for all."""
    build_type: str = ""
    """A glob; empty for any."""
    parameters: Mapping[str, str] = {}
    """What external parameters (``options.tree_shake``) must be, as globs."""
    level: int = 1
    """The SLSA build level that this builder with these keys is trusted with, 1 to 3."""


class AuditTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What an audit must say."""

    max_age: int | None = None
    """Days since the audit; None: any."""
    advisories_max_age: int | None = None
    """Days between the newest advisory and now."""
    fail_on: str = "medium"
    complete: bool = True
    """Must everything have been audited, or its absence accepted?"""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is asked of an artifact."""

    trusted: tuple[Trusted, ...]
    root: Root | None = None
    """By whom identities are certified; None where none is trusted."""
    threshold: int = 1
    """How many different keys and identities must have signed each statement."""
    required: tuple[str, ...] = ()
    """Names or types of predicates that must be there."""
    max_age: int | None = None
    """Days since any statement was made."""
    origins: tuple[Origin, ...] = ()
    """Empty: nobody asked who built it."""
    audit: AuditTerms | None = None
    """None: nobody asked what an audit says; it is still told."""
    decided_by: tuple[str, ...] = ()
    """Globs of the policies by which a decision must have been made; empty for any."""
    recompressed: bool = False
    """Is an archive with the same content in other bytes taken for the same?"""
    others: bool = False
    """Are statements by strangers passed over, and told, where all that is required is there?"""


def most_signers(trusted: Iterable[Trusted]) -> int | None:
    """How many different ones can have signed; None where a pattern names any number of them."""
    every = list(trusted)
    if any(isinstance(one.who, Identity) and one.who.is_pattern for one in every):
        return None
    return len({one.who.material for one in every})
