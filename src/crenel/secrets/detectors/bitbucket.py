"""Bitbucket: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "Bitbucket",
    docs="https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/",
    revoke="Personal settings > App passwords: revoke it; look at the audit log of the workspace.",
)
DETECTORS = (
    _provider.token(
        "bitbucket-app-password",
        "an app password of Bitbucket",
        lit("ATBB"),
        run(ALNUM, 32),
        confidence=0.9,
    ),
    _provider.near(
        "bitbucket-client-secret", "a client secret of Bitbucket", ("bitbucket",), run(URL_SAFE, 64)
    ),
)
