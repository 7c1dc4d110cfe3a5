"""Linode: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Linode",
    docs="https://techdocs.akamai.com/linode-api/reference/get-started",
    revoke="Profile > API tokens: revoke it; look at the events of the account.",
)
DETECTORS = (
    _provider.near("linode-token", "an access token of Linode", ("linode",), run(HEX, 64)),
)
