"""Supabase: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, URL_SAFE, lit, run

_provider = Provider(
    "Supabase",
    docs="https://supabase.com/docs/guides/api/api-keys",
    revoke="Project settings > API keys: revoke or rotate it; look at the logs.",
)
DETECTORS = (
    _provider.token(
        "supabase-token", "an access token of Supabase", lit("sbp_"), run(HEX, 40), confidence=0.97
    ),
    _provider.token(
        "supabase-secret-key",
        "a secret key of Supabase",
        lit("sb_secret_"),
        run(URL_SAFE, 31),
        confidence=0.97,
        wide="-",
    ),
)
