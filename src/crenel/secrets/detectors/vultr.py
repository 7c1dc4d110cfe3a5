"""Vultr: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UPPER_ALNUM, run

_provider = Provider(
    "Vultr",
    docs="https://www.vultr.com/api/",
    revoke="Account > API: regenerate the key.",
)
DETECTORS = (
    _provider.near("vultr-api-key", "an API key of Vultr", ("vultr",), run(UPPER_ALNUM, 36)),
)
