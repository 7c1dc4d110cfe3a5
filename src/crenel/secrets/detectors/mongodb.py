"""MongoDB Atlas: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, UUID, lit, run

_provider = Provider(
    "MongoDB Atlas",
    docs="https://www.mongodb.com/docs/atlas/configure-api-access/",
    revoke="Access manager > API keys: delete it; rotate the database users.",
)
DETECTORS = (
    _provider.token(
        "mongodb-service-account-secret",
        "a service account secret of MongoDB Atlas",
        lit("mdb_sa_sk_"),
        run(URL_SAFE, 40),
        confidence=0.97,
        wide="-",
    ),
    _provider.near(
        "mongodb-atlas-private-key", "a private API key of MongoDB Atlas", ("atlas",), *UUID
    ),
)
