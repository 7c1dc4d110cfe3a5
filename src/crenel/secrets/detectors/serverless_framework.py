"""Serverless Framework: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Serverless Framework",
    docs="https://www.serverless.com/framework/docs/guides/dashboard",
    revoke="Dashboard > Access keys: delete it.",
)
DETECTORS = (
    _provider.near(
        "serverless-access-key",
        "an access key of the Serverless Framework",
        ("serverless_access_key",),
        run(ALNUM, 40, 64),
        confidence=0.9,
    ),
)
