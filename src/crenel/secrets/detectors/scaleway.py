"""Scaleway: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UPPER_ALNUM, UUID, lit, run

_provider = Provider(
    "Scaleway",
    docs="https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/",
    revoke="IAM > API keys: delete it.",
)
DETECTORS = (
    _provider.token(
        "scaleway-access-key",
        "an access key of Scaleway",
        lit("SCW"),
        run(UPPER_ALNUM, 17),
        confidence=0.6,
    ),
    _provider.near(
        "scaleway-secret-key", "a secret key of Scaleway", ("scaleway", "scw_secret"), *UUID
    ),
)
