"""Azure AI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Azure AI",
    docs="https://learn.microsoft.com/en-us/azure/ai-services/rotate-keys",
    revoke="Resource > Keys and Endpoint: regenerate both keys one after the other; look at the usage.",
)
DETECTORS = (
    _provider.near(
        "azure-ai-key",
        "a key of an Azure AI service",
        ("azure_openai", "ocp-apim-subscription-key", "cognitive"),
        run(HEX, 32),
    ),
)
