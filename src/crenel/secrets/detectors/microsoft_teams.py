"""Microsoft Teams: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, UUID, lit, run

_provider = Provider(
    "Microsoft Teams",
    docs="https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
    revoke="Channel > Connectors: remove the incoming webhook and make a new one.",
)
DETECTORS = (
    _provider.token(
        "teams-webhook",
        "an incoming webhook of Microsoft Teams",
        lit(".webhook.office.com/webhookb2/"),
        *UUID,
        lit("@"),
        *UUID,
        lit("/IncomingWebhook/"),
        run(HEX, 32),
        lit("/"),
        *UUID,
        confidence=0.97,
    ),
)
