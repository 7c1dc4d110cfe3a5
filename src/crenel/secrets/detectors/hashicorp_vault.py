"""HashiCorp Vault: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "HashiCorp Vault",
    docs="https://developer.hashicorp.com/vault/docs/concepts/tokens",
    revoke="vault token revoke; read the audit device; rotate what its policy could read.",
)
DETECTORS = (
    _provider.token(
        "vault-token",
        "a token of HashiCorp Vault",
        lit("hvs.", "hvb.", "hvr."),
        run(URL_SAFE, 24, 240),
        confidence=0.97,
        wide="-",
    ),
    _provider.near(
        "vault-token-old",
        "a token of HashiCorp Vault",
        ("vault_token", "x-vault-token"),
        lit("s.", "b."),
        run(ALNUM, 24),
        confidence=0.9,
    ),
)
