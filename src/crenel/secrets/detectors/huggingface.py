"""Hugging Face: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Hugging Face",
    docs="https://huggingface.co/docs/hub/security-tokens",
    revoke="Settings > Access tokens: invalidate it; look at what its repositories received.",
)
DETECTORS = (
    _provider.token(
        "huggingface-token",
        "an access token of Hugging Face",
        lit("hf_"),
        run(ALNUM, 34),
        confidence=0.95,
        verify=bearer("https://huggingface.co/api/whoami-v2"),
    ),
    _provider.token(
        "huggingface-organisation-token",
        "an organisation token of Hugging Face",
        lit("api_org_"),
        run(ALNUM, 34),
        confidence=0.95,
    ),
)
