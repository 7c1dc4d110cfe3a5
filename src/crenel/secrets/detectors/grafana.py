"""Grafana: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, BASE64, HEX, lit, run
from crenel.secrets.structure import decodable

_provider = Provider(
    "Grafana",
    docs="https://grafana.com/docs/grafana/latest/administration/service-accounts/",
    revoke="Administration > Service accounts: revoke the token; look at the usage insights.",
)
DETECTORS = (
    _provider.token(
        "grafana-token",
        "a service account token of Grafana",
        lit("glsa_"),
        run(ALNUM, 32),
        lit("_"),
        run(HEX, 8),
        confidence=0.98,
    ),
    _provider.token(
        "grafana-cloud-token",
        "a token of Grafana Cloud",
        lit("glc_"),
        run(BASE64 + "=", 32, 400),
        confidence=0.93,
    ),
    _provider.token(
        "grafana-api-key",
        "an API key of Grafana",
        lit("eyJrIjoi"),
        run(BASE64 + "=", 60, 120),
        check=decodable.holds_json,
        confidence=0.6,
        make=decodable.json_key,
    ),
)
