"""IBM Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "IBM Cloud",
    docs="https://cloud.ibm.com/docs/account?topic=account-manapikey",
    revoke="Manage > Access (IAM) > API keys: lock and delete it; look at the activity.",
)
DETECTORS = (
    _provider.near(
        "ibm-cloud-api-key",
        "an API key of IBM Cloud",
        ("ibm", "bluemix", "watson"),
        run(URL_SAFE, 44),
    ),
)
