"""HubSpot: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID, lit

_provider = Provider(
    "HubSpot",
    docs="https://developers.hubspot.com/docs/guides/apps/private-apps/overview",
    revoke="Settings > Integrations > Private apps: rotate the token.",
)
DETECTORS = (
    _provider.token(
        "hubspot-private-app-token",
        "a private app token of HubSpot",
        lit("pat-na1-", "pat-eu1-", "pat-na2-"),
        *UUID,
        confidence=0.97,
    ),
    _provider.near("hubspot-api-key", "an API key of HubSpot", ("hubspot", "hapikey"), *UUID),
)
