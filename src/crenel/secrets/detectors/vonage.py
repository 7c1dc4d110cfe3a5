"""Vonage: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Vonage",
    docs="https://developer.vonage.com/en/account/secret-management",
    revoke="API settings: revoke the secret.",
)
DETECTORS = (
    _provider.near("vonage-secret", "an API secret of Vonage", ("nexmo", "vonage"), run(ALNUM, 16)),
)
