"""DAT-020: the cache of an API is not encrypted."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import ApiStage

control = Control(
    name="unencrypted-api-cache",
    handle="DAT-020",
    title="the cache of an API is not encrypted",
    severity=Severity.LOW,
    judges=ApiStage,
    maps_to=("FSBP-APIGateway.5", "NIST-SC-28"),
    practices=("DN1",),
    fix="Set CacheDataEncrypted: true.",
)


@control.check
def check(subject: ApiStage, _: Knowledge) -> Judged:
    """Fails where a stage caches responses and does not encrypt them."""
    if not subject.cache.is_true().possible:
        return NOT_JUDGED
    return fails_if(
        subject.cache.is_true() & ~subject.cache_encrypted.is_true(),
        at=subject.cache_encrypted,
        evidence="not encrypted",
    )
