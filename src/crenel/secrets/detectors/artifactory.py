"""JFrog Artifactory: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "JFrog Artifactory",
    docs="https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens",
    revoke="User management > Access tokens: revoke it; look at the access log.",
)
DETECTORS = (
    _provider.token(
        "artifactory-api-key",
        "an API key of Artifactory",
        lit("AKCp"),
        run(ALNUM, 69),
        confidence=0.95,
    ),
    _provider.token(
        "artifactory-reference-token",
        "a reference token of Artifactory",
        lit("cmVmdGtu"),
        run(ALNUM, 56),
        confidence=0.95,
    ),
)
