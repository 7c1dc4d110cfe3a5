"""SEC-018: files beside the application that give a deployment secrets, or let anything through."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.configuration._settings import secrets_of
from crenel.model.entities import DeploymentSettings
from crenel.model.truth import Truth, any_of
from crenel.model.verdict import Certainty
from crenel.secrets.written import masked, written_secret

control = Control(
    name="secret-in-deployment-settings",
    handle="SEC-018",
    title="the settings of a deployment hold a secret, or let any change through",
    severity=Severity.MEDIUM,
    judges=DeploymentSettings,
    maps_to=("OWASP-S3", "CSA-A3", "CSA-A7"),
    practices=("SC1", "PF2", "DL3"),
    masked=True,
    fix="Keep the secret in a secret store and pass its name; ask before changes are made.",
)
_EVERYTHING = ("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
"""Roles of any name, and whatever a macro makes of the template."""


@control.check
def check(settings: DeploymentSettings, _: Knowledge) -> Iterator[Judgement]:
    """Fails for each value that is a secret; perhaps where nobody asks and all is allowed."""
    for guard, name, value in secrets_of(settings.values):
        yield fails_if(
            written_secret(name, value).under(guard),
            at=value,
            message=f"{settings.origin.file} gives {name} as a secret in plain text",
            evidence=masked(name, value),
        )
    if settings.confirmed.is_absent().certain:
        return
    yield fails_if(
        settings.confirmed.is_false() & _allows_everything(settings),
        at=settings.confirmed,
        message=f"{settings.origin.file} makes changes of any kind, roles too, without asking",
        evidence="unconfirmed",
        certainty=Certainty.POSSIBLE,
    )


def _allows_everything(settings: DeploymentSettings) -> Truth:
    """Are all capabilities given? A text holds them with blanks between."""
    found = [
        any_of(one.contains(word).under(guard) for guard, one in settings.capabilities.items())
        for word in _EVERYTHING
    ]
    return found[0] & found[1]
