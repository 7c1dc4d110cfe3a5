"""npm: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.structure import checksum
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "npm",
    docs="https://docs.npmjs.com/about-access-tokens",
    revoke="npm token revoke, or npmjs.com > Access tokens; look for versions of your packages that you did not publish.",
)
DETECTORS = (
    _provider.token(
        "npm-token",
        "an access token of npm",
        lit("npm_"),
        run(ALNUM, 36),
        check=checksum.crc32_tail,
        make=lambda random: checksum.with_crc32("npm_", 36, random),
        verify=bearer("https://registry.npmjs.org/-/whoami"),
    ),
)
