"""Mixpanel: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Mixpanel",
    docs="https://developer.mixpanel.com/reference/overview",
    revoke="Project settings > Access security: reset the API secret.",
)
DETECTORS = (
    _provider.near("mixpanel-secret", "an API secret of Mixpanel", ("mixpanel",), run(HEX, 32)),
)
