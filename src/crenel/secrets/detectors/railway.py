"""Railway: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Railway",
    docs="https://docs.railway.com/guides/public-api",
    revoke="Account settings > Tokens: delete it.",
)
DETECTORS = (_provider.near("railway-token", "an access token of Railway", ("railway",), *UUID),)
