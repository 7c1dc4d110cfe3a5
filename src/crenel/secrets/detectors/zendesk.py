"""Zendesk: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Zendesk",
    docs="https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
    revoke="Admin center > Apps and integrations > APIs: delete the token.",
)
DETECTORS = (
    _provider.near("zendesk-token", "an API token of Zendesk", ("zendesk",), run(ALNUM, 40)),
)
