"""Jenkins: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Jenkins",
    docs="https://www.jenkins.io/doc/book/security/",
    revoke="User > Security: revoke the API token; look at the audit trail of the controller.",
)
DETECTORS = (
    _provider.near("jenkins-token", "an API token of Jenkins", ("jenkins",), run(HEX, 32, 34)),
)
