"""VirusTotal: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "VirusTotal",
    docs="https://docs.virustotal.com/reference/authentication",
    revoke="API key page: ask support for a new key.",
)
DETECTORS = (
    _provider.near(
        "virustotal-api-key", "an API key of VirusTotal", ("virustotal", "vt_api"), run(HEX, 64)
    ),
)
