"""age: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import lit, run

_provider = Provider(
    "age",
    docs="https://github.com/FiloSottile/age",
    revoke="Make a new key, encrypt anew for it, and treat what the old one could open as read.",
)
DETECTORS = (
    _provider.token(
        "age-secret-key",
        "a secret key of age",
        lit("AGE-SECRET-KEY-1"),
        run("023456789ACDEFGHJKLMNPQRSTUVWXYZ", 58),
        confidence=0.98,
    ),
)
