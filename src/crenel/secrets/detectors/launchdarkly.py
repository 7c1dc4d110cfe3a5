"""LaunchDarkly: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID, lit

_provider = Provider(
    "LaunchDarkly",
    docs="https://launchdarkly.com/docs/home/account/api",
    revoke="Account settings > Authorization or Environments: reset the key; read the audit log.",
)
DETECTORS = (
    _provider.token(
        "launchdarkly-key",
        "an access token or SDK key of LaunchDarkly",
        lit("api-", "sdk-"),
        *UUID,
        confidence=0.93,
        keywords=("launchdarkly", "launch_darkly", "ld_sdk"),
    ),
)
