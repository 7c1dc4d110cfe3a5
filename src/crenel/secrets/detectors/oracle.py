"""Oracle Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Oracle Cloud",
    docs="https://docs.oracle.com/en-us/iaas/Content/Identity/Tasks/managingcredentials.htm",
    revoke="Identity > Users > Auth tokens and API keys: delete it; read the audit log.",
)
DETECTORS = (
    _provider.near(
        "oracle-secret-key",
        "a customer secret key of Oracle Cloud",
        ("oci_secret", "oracle_cloud", "oci_auth"),
        run(ALNUM + "+/=", 44),
    ),
)
