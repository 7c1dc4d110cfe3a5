"""LinkedIn: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "LinkedIn",
    docs="https://learn.microsoft.com/en-us/linkedin/shared/authentication/client-credentials-flow",
    revoke="Developer portal > the app > Auth: generate a new client secret.",
)
DETECTORS = (
    _provider.token(
        "linkedin-client-secret",
        "a client secret of LinkedIn",
        lit("WPL_AP1."),
        run(ALNUM, 16),
        lit("."),
        run(ALNUM + "+/=", 6, 8),
        confidence=0.97,
    ),
    _provider.near("linkedin-secret", "a client secret of LinkedIn", ("linkedin",), run(ALNUM, 16)),
)
