"""Confluent: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, run

_provider = Provider(
    "Confluent",
    docs="https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
    revoke="Cluster > API keys: delete it.",
)
DETECTORS = (
    _provider.near(
        "confluent-secret", "an API secret of Confluent", ("confluent",), run(BASE64, 64)
    ),
)
