"""1Password: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, UPPER_ALNUM, lit, run

_provider = Provider(
    "1Password",
    docs="https://developer.1password.com/docs/service-accounts/",
    revoke="Developer tools > Service accounts: revoke the token; rotate what its vaults hold.",
)
DETECTORS = (
    _provider.token(
        "onepassword-service-token",
        "a service account token of 1Password",
        lit("ops_eyJ"),
        run(BASE64 + "_=-", 240, 1000),
        confidence=0.98,
    ),
    _provider.token(
        "onepassword-secret-key",
        "a secret key of 1Password",
        lit("A3-"),
        run(UPPER_ALNUM, 6),
        lit("-"),
        run(UPPER_ALNUM, 6),
        lit("-"),
        run(UPPER_ALNUM, 5),
        lit("-"),
        run(UPPER_ALNUM, 5),
        lit("-"),
        run(UPPER_ALNUM, 5),
        lit("-"),
        run(UPPER_ALNUM, 5),
        confidence=0.95,
        keywords=("1password", "onepassword"),
    ),
)
