"""Azure API Management: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Azure API Management",
    docs="https://learn.microsoft.com/en-us/azure/api-management/api-management-subscriptions",
    revoke="API Management > Subscriptions: regenerate both keys; look at the request log.",
)
DETECTORS = (
    _provider.near(
        "azure-apim-key",
        "a subscription key of Azure API Management",
        ("apim", "subscription-key", "subscription_key"),
        run(HEX, 32),
    ),
)
