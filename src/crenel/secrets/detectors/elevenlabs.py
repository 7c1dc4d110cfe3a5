"""ElevenLabs: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "ElevenLabs",
    docs="https://elevenlabs.io/docs/api-reference/authentication",
    revoke="Profile > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.near(
        "elevenlabs-api-key",
        "an API key of ElevenLabs",
        ("elevenlabs", "eleven_labs", "xi-api-key"),
        run(HEX, 32),
    ),
)
