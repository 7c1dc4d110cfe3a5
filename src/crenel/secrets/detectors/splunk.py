"""Splunk: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Splunk",
    docs="https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector",
    revoke="Settings > Data inputs > HTTP Event Collector: disable the token.",
)
DETECTORS = (
    _provider.near(
        "splunk-hec-token", "an event collector token of Splunk", ("splunk", "hec_token"), *UUID
    ),
)
