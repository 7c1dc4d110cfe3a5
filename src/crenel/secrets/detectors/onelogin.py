"""OneLogin: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "OneLogin",
    docs="https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials",
    revoke="Developers > API credentials: delete it.",
)
DETECTORS = (
    _provider.near("onelogin-secret", "a client secret of OneLogin", ("onelogin",), run(HEX, 64)),
)
