"""packagecloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "packagecloud",
    docs="https://packagecloud.io/docs/api",
    revoke="packagecloud.io > API token: regenerate it.",
)
DETECTORS = (
    _provider.near(
        "packagecloud-token", "an API token of packagecloud", ("packagecloud",), run(HEX, 48)
    ),
)
