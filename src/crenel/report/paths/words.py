"""What a step is called when people read it."""

from __future__ import annotations

ENTERING = {
    "invokes": "calls",
    "authorises-with": "authorises with",
    "runs-code": "runs code in",
    "queries": "queries",
    "sends": "sends to",
    "triggers": "starts",
    "feeds": "feeds",
    "escalates": "gains",
    "administers": "administers",
}
"""By the name of an edge; others are called what they are."""
