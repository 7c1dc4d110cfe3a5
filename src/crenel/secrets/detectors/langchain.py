"""LangSmith: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "LangSmith",
    docs="https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
    revoke="Settings > API keys: delete it; look at the traces that were read.",
)
DETECTORS = (
    _provider.token(
        "langsmith-api-key",
        "an API key of LangSmith",
        lit("lsv2_pt_", "lsv2_sk_"),
        run(HEX, 32),
        lit("_"),
        run(HEX, 10),
        confidence=0.98,
    ),
)
