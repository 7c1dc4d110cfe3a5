"""Sumo Logic: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Sumo Logic",
    docs="https://help.sumologic.com/docs/manage/security/access-keys/",
    revoke="Administration > Security > Access keys: deactivate and delete it.",
)
DETECTORS = (
    _provider.near(
        "sumologic-key",
        "an access key of Sumo Logic",
        ("sumologic", "sumo_logic", "sumo_access"),
        run(ALNUM, 64),
    ),
)
