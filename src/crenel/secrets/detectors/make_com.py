"""Make: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, lit, run

_provider = Provider(
    "Make",
    docs="https://help.make.com/webhooks",
    revoke="Webhooks: delete it and make a new one.",
)
DETECTORS = (
    _provider.token(
        "make-webhook",
        "a webhook of Make",
        lit("hook.eu1.make.com/", "hook.eu2.make.com/", "hook.us1.make.com/", "hook.us2.make.com/"),
        run(LOWER_ALNUM, 28, 40),
        confidence=0.85,
    ),
)
