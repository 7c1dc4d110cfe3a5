"""NuGet: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, lit, run

_provider = Provider(
    "NuGet",
    docs="https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys",
    revoke="nuget.org > API keys: regenerate or delete it; look for versions that you did not push.",
)
DETECTORS = (
    _provider.token(
        "nuget-api-key", "an API key of NuGet", lit("oy2"), run(LOWER_ALNUM, 43), confidence=0.85
    ),
)
