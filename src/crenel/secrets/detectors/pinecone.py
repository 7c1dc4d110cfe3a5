"""Pinecone: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import WORD, lit, run

_provider = Provider(
    "Pinecone",
    docs="https://docs.pinecone.io/guides/projects/manage-api-keys",
    revoke="Console > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "pinecone-api-key",
        "an API key of Pinecone",
        lit("pcsk_"),
        run(WORD, 60, 80),
        confidence=0.95,
    ),
)
