"""OneSignal: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, lit, run

_provider = Provider(
    "OneSignal",
    docs="https://documentation.onesignal.com/docs/en/keys-and-ids",
    revoke="Settings > Keys and IDs: rotate the key.",
)
DETECTORS = (
    _provider.token(
        "onesignal-key",
        "an API key of OneSignal",
        lit("os_v2_app_", "os_v2_org_"),
        run(LOWER_ALNUM, 80, 110),
        confidence=0.97,
    ),
)
