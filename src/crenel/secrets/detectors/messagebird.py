"""MessageBird: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "MessageBird",
    docs="https://developers.messagebird.com/api/",
    revoke="Developers > API access: delete the key.",
)
DETECTORS = (
    _provider.near(
        "messagebird-key", "an access key of MessageBird", ("messagebird",), run(ALNUM, 25)
    ),
)
