"""Upstash: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "Upstash",
    docs="https://upstash.com/docs/devops/developer-api/introduction",
    revoke="Console > the database: reset the credentials.",
)
DETECTORS = (
    _provider.near(
        "upstash-token",
        "a REST token of Upstash",
        ("upstash",),
        lit("A"),
        run(BASE64, 50, 60),
        lit("=", "=="),
    ),
)
