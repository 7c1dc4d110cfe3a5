"""DAT-021: the cache of a GraphQL API is not encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Cache

control = Control(
    name="unencrypted-graphql-cache",
    handle="DAT-021",
    title="the cache of a GraphQL API is not encrypted",
    severity=Severity.LOW,
    judges=Cache,
    maps_to=("FSBP-AppSync.1", "FSBP-AppSync.6"),
    practices=("DN1", "DN2"),
    fix="Switch AtRestEncryptionEnabled and TransitEncryptionEnabled on.",
)


@control.check
def check(cache: Cache, _: Knowledge) -> Iterator[Judgement]:
    """Fails where it is not encrypted at rest, or on its way."""
    if cache.kind == "api":
        rest, transit = ~cache.encrypted.is_true(), ~cache.transit.is_true()
        yield fails_if(rest, at=cache.encrypted, message="its content is kept in plain text")
        yield fails_if(transit, at=cache.transit, message="its content travels in plain text")
