"""DAT-025: a table cache in plain text, at rest or on its way."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Cache

control = Control(
    name="unencrypted-table-cache",
    handle="DAT-025",
    title="a cache in front of tables is not encrypted",
    severity=Severity.MEDIUM,
    judges=Cache,
    maps_to=("OWASP-S3", "FSBP-DynamoDB.3", "FSBP-DynamoDB.7"),
    practices=("DN1",),
    fix="Switch encryption at rest on and set the endpoint's encryption to TLS.",
)


@control.check
def check(cache: Cache, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a table cache is not encrypted at rest, or its endpoint speaks plain text."""
    if cache.kind == "table":
        rest, transit = ~cache.encrypted.is_true(), cache.transit.equals("NONE")
        yield fails_if(rest, at=cache.encrypted, message="its content is kept in plain text")
        yield fails_if(transit, at=cache.transit, message="its endpoint speaks without TLS")
