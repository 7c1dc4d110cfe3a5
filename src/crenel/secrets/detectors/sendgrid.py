"""SendGrid: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "SendGrid",
    docs="https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
    revoke="Settings > API keys: delete it; look at the activity feed for mail that was not yours.",
)
DETECTORS = (
    _provider.token(
        "sendgrid-api-key",
        "an API key of SendGrid",
        lit("SG."),
        run(URL_SAFE, 22),
        lit("."),
        run(URL_SAFE, 43),
        confidence=0.98,
        wide="-",
        verify=bearer("https://api.sendgrid.com/v3/scopes"),
    ),
)
