"""SparkPost: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "SparkPost",
    docs="https://developers.sparkpost.com/api/",
    revoke="Configuration > API keys: delete it; look at the message events.",
)
DETECTORS = (
    _provider.near("sparkpost-api-key", "an API key of SparkPost", ("sparkpost",), run(HEX, 40)),
)
