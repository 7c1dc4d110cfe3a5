"""Postmark: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Postmark",
    docs="https://postmarkapp.com/developer/api/overview",
    revoke="Server > API tokens: make a new one and delete this one; look at the activity.",
)
DETECTORS = (_provider.near("postmark-token", "a server token of Postmark", ("postmark",), *UUID),)
