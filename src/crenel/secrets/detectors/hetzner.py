"""Hetzner: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Hetzner",
    docs="https://docs.hetzner.cloud/",
    revoke="Project > Security > API tokens: delete it.",
)
DETECTORS = (
    _provider.near(
        "hetzner-token", "an API token of Hetzner Cloud", ("hetzner", "hcloud"), run(ALNUM, 64)
    ),
)
