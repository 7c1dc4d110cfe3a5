"""SEC-017: a provider of resources that is given its credentials in the configuration."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._settings import secrets_of
from crenel.model.entities import Provider
from crenel.model.truth import FALSE, Truth
from crenel.model.value import Value
from crenel.secrets.judgement.kinds import is_placeholder
from crenel.secrets.written import masked, written_secret

control = Control(
    name="secret-in-provider",
    handle="SEC-017",
    title="the credentials of a provider are written in the configuration",
    severity=Severity.CRITICAL,
    judges=Provider,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "PF2", "DL3"),
    masked=True,
    fix="Revoke them, and let the provider take a role, a profile or its environment variables.",
)


@control.check
def check(provider: Provider, _: Knowledge) -> Judged:
    """Fails for each setting that holds a credential; those of emulators open nothing."""
    settings = list(secrets_of(provider.settings))
    if not settings:
        return NOT_JUDGED
    return [
        fails_if(
            _credential(name, value).under(guard),
            at=value,
            message=f"{provider.label} has a credential in plain text in {name}",
            evidence=masked(name, value),
        )
        for guard, name, value in settings
    ]


def _credential(name: str, value: Value) -> Truth:
    """``test`` and its like are what emulators on one's own machine are given."""
    return FALSE if is_placeholder(value.text()) else written_secret(name, value)
