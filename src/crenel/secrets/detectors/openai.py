"""OpenAI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, URL_SAFE, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "OpenAI",
    docs="https://platform.openai.com/docs/api-reference/authentication",
    revoke="platform.openai.com > API keys: revoke it; look at the usage and its bill.",
)
DETECTORS = (
    _provider.token(
        "openai-api-key",
        "an API key of OpenAI",
        lit("sk-proj-", "sk-svcacct-", "sk-admin-"),
        run(URL_SAFE, 20, 80),
        lit("T3BlbkFJ"),
        run(URL_SAFE, 20, 80),
        confidence=0.98,
        wide="-",
        verify=bearer("https://api.openai.com/v1/models"),
    ),
    _provider.token(
        "openai-api-key-old",
        "an API key of OpenAI",
        lit("sk-"),
        run(ALNUM, 20),
        lit("T3BlbkFJ"),
        run(ALNUM, 20),
        confidence=0.98,
        verify=bearer("https://api.openai.com/v1/models"),
    ),
)
