"""Pusher: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Pusher",
    docs="https://pusher.com/docs/channels/",
    revoke="App keys: create a new pair and delete this one.",
)
DETECTORS = (_provider.near("pusher-secret", "an app secret of Pusher", ("pusher",), run(HEX, 20)),)
