"""What is asked of AWS's Lambda extensions over the loopback: they act as the function's role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.permissions.needs import Confidence, Need

if TYPE_CHECKING:
    from crenel.code.facts import Facts

_PORTS = {
    ":2772": ("appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration"),
    ":2773/secretsmanager": ("secretsmanager:GetSecretValue",),
    ":2773/systemsmanager": ("ssm:GetParameter",),
    ":2773": ("secretsmanager:GetSecretValue", "ssm:GetParameter"),
}
"""AWS AppConfig User Guide, "AWS AppConfig Agent Lambda extension"; AWS Systems Manager User Guide,
"AWS Parameters and Secrets Lambda Extension"."""

_TYPES = {
    "secretsmanager:GetSecretValue": "arn:aws:secretsmanager:*:*:secret:*",
    "ssm:GetParameter": "arn:aws:ssm:*:*:parameter/*",
}


def extension_needs(facts: Facts) -> Iterator[Need]:
    """The needs behind calls of the extensions; what they read is not followed."""
    for call in facts.outbound:
        local = "localhost" in call.url or "127.0.0.1" in call.url
        if not (call.reached and local):
            continue
        for port, actions in _PORTS.items():
            if port in call.url:
                for action in actions:
                    resource = _TYPES.get(action, "arn:aws:appconfig:*:*:application/*")
                    yield Need(action, (resource,), Confidence.TYPE, call.span)
                break
