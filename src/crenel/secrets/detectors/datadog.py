"""Datadog: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run
from crenel.secrets.verification.endpoint import header

_provider = Provider(
    "Datadog",
    docs="https://docs.datadoghq.com/account_management/api-app-keys/",
    revoke="Organization settings > API keys or Application keys: revoke it; read the audit trail.",
)
DETECTORS = (
    _provider.near(
        "datadog-api-key",
        "an API key of Datadog",
        ("datadog", "dd_api", "ddapi", "dd-api"),
        run(HEX, 32),
        verify=header(
            "https://api.datadoghq.com/api/v1/validate", "DD-API-KEY", refused=frozenset()
        ),
    ),
    _provider.near(
        "datadog-app-key",
        "an application key of Datadog",
        ("datadog", "dd_app", "ddapp", "dd-app"),
        run(HEX, 40),
    ),
)
