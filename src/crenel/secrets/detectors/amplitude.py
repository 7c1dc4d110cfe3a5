"""Amplitude: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Amplitude",
    docs="https://amplitude.com/docs/apis/authentication",
    revoke="Organization settings > Projects: rotate the secret key.",
)
DETECTORS = (_provider.near("amplitude-key", "a key of Amplitude", ("amplitude",), run(HEX, 32)),)
