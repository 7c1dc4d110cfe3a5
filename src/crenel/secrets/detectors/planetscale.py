"""PlanetScale: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "PlanetScale",
    docs="https://planetscale.com/docs/concepts/password-rotation",
    revoke="Settings > Passwords or Service tokens: delete it.",
)
DETECTORS = (
    _provider.token(
        "planetscale-password",
        "a password or token of PlanetScale",
        lit("pscale_pw_", "pscale_tkn_", "pscale_oauth_"),
        run(URL_SAFE + ".=", 32, 64),
        confidence=0.97,
    ),
)
