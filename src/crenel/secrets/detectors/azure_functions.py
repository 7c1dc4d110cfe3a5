"""Azure Functions: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Azure Functions",
    docs="https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to",
    revoke="Function app > App keys: renew the key; look at the application's logs for calls that were not yours.",
)
DETECTORS = (
    _provider.token(
        "azure-function-key",
        "a key of Azure Functions",
        run(URL_SAFE, 44),
        lit("AzFu"),
        run(URL_SAFE, 4),
        run(URL_SAFE, 0, 4),
        lit("=="),
        confidence=0.95,
    ),
)
