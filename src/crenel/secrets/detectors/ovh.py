"""OVHcloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "OVHcloud",
    docs="https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api",
    revoke="api.ovh.com: revoke the credential and delete the application.",
)
DETECTORS = (
    _provider.near(
        "ovh-key", "an application secret or consumer key of OVHcloud", ("ovh",), run(ALNUM, 32)
    ),
)
