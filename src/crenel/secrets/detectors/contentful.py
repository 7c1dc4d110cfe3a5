"""Contentful: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Contentful",
    docs="https://www.contentful.com/developers/docs/references/authentication/",
    revoke="Settings > CMA tokens: revoke it.",
)
DETECTORS = (
    _provider.token(
        "contentful-management-token",
        "a management token of Contentful",
        lit("CFPAT-"),
        run(URL_SAFE, 43),
        confidence=0.97,
        wide="-",
    ),
    _provider.near(
        "contentful-delivery-token",
        "a delivery token of Contentful",
        ("contentful",),
        run(URL_SAFE, 43),
    ),
)
