"""PagerDuty: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "PagerDuty",
    docs="https://support.pagerduty.com/main/docs/api-access-keys",
    revoke="Integrations > API access keys: delete it; look at the audit trail.",
)
DETECTORS = (
    _provider.token(
        "pagerduty-token",
        "an API key of PagerDuty",
        lit("u+"),
        run(URL_SAFE, 18),
        confidence=0.7,
        keywords=("pagerduty", "pager_duty"),
    ),
    _provider.near(
        "pagerduty-key", "a key of PagerDuty", ("pagerduty", "pager_duty"), run(URL_SAFE, 20)
    ),
)
