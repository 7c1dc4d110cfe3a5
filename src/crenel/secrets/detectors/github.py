"""GitHub: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.structure import checksum
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "GitHub",
    docs="https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
    revoke="Settings > Developer settings > Personal access tokens (or the app's page): revoke it; read the security log of the account and organisation.",
)
DETECTORS = (
    _provider.token(
        "github-token",
        "an access token of GitHub",
        lit("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        run(ALNUM, 36),
        check=checksum.crc32_tail,
        make=lambda random: checksum.with_crc32("ghp_", 36, random),
        verify=bearer("https://api.github.com/rate_limit", only=("ghp_", "gho_", "ghu_", "ghs_")),
    ),
    _provider.token(
        "github-fine-grained-token",
        "a fine-grained access token of GitHub",
        lit("github_pat_"),
        run(ALNUM, 22),
        lit("_"),
        run(ALNUM, 59),
        confidence=0.97,
        verify=bearer("https://api.github.com/rate_limit"),
    ),
)
