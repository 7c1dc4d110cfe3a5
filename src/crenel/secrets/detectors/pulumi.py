"""Pulumi: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Pulumi",
    docs="https://www.pulumi.com/docs/administration/access-identity/access-tokens/",
    revoke="Settings > Access tokens: delete it; rotate what its stacks hold.",
)
DETECTORS = (
    _provider.token(
        "pulumi-token", "an access token of Pulumi", lit("pul-"), run(HEX, 40), confidence=0.97
    ),
)
