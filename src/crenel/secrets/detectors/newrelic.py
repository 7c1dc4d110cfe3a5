"""New Relic: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, UPPER_ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "New Relic",
    docs="https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
    revoke="API keys: delete it; look at the audit log.",
)
DETECTORS = (
    _provider.token(
        "newrelic-user-key",
        "a user key of New Relic",
        lit("NRAK-"),
        run(UPPER_ALNUM, 27),
        confidence=0.97,
    ),
    _provider.token(
        "newrelic-browser-key",
        "a browser key of New Relic",
        lit("NRJS-"),
        run(HEX, 19),
        confidence=0.8,
    ),
    _provider.token(
        "newrelic-insert-key",
        "an insert key of New Relic",
        lit("NRII-"),
        run(URL_SAFE, 32),
        confidence=0.95,
        wide="-",
    ),
    _provider.token(
        "newrelic-licence-key",
        "a licence key of New Relic",
        run(HEX, 36),
        lit("NRAL"),
        confidence=0.97,
    ),
)
