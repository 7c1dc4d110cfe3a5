"""crates.io: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "crates.io",
    docs="https://doc.rust-lang.org/cargo/reference/publishing.html",
    revoke="crates.io > Account settings > API tokens: revoke it; look for versions that you did not publish.",
)
DETECTORS = (
    _provider.token(
        "crates-io-token",
        "an API token of crates.io",
        lit("cio"),
        run(ALNUM, 32),
        confidence=0.85,
        keywords=("cargo", "crates"),
    ),
)
