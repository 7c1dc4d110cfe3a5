"""Elastic Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "Elastic Cloud",
    docs="https://www.elastic.co/docs/deploy-manage/api-keys",
    revoke="Stack management > API keys: delete it; read the security audit log.",
)
DETECTORS = (
    _provider.token(
        "elastic-api-key",
        "an API key of Elastic",
        lit("essu_"),
        run(BASE64 + "=", 48, 120),
        confidence=0.95,
    ),
    _provider.near(
        "elastic-key",
        "an API key of Elastic",
        ("elastic_api", "elasticsearch_api", "elastic_cloud"),
        run(BASE64, 58),
        lit("=="),
    ),
)
