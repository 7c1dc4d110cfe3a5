"""DigitalOcean: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, HEX, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "DigitalOcean",
    docs="https://docs.digitalocean.com/reference/api/create-personal-access-token/",
    revoke="API > Tokens: delete it; look at the security history of the account.",
)
DETECTORS = (
    _provider.token(
        "digitalocean-token",
        "an access token of DigitalOcean",
        lit("dop_v1_", "doo_v1_", "dor_v1_"),
        run(HEX, 64),
        confidence=0.98,
        verify=bearer("https://api.digitalocean.com/v2/account", only=("dop_", "doo_")),
    ),
    _provider.near(
        "digitalocean-spaces-key",
        "a secret key of DigitalOcean Spaces",
        ("spaces_secret", "spaces_key", "do_spaces"),
        run(ALNUM + "+/", 43),
    ),
)
