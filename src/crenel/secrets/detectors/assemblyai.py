"""AssemblyAI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "AssemblyAI",
    docs="https://www.assemblyai.com/docs/",
    revoke="Dashboard > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.near(
        "assemblyai-api-key",
        "an API key of AssemblyAI",
        ("assemblyai", "assembly_ai"),
        run(HEX, 32),
    ),
)
