"""The detectors: their page, and the index from which only the needed ones are loaded."""

from __future__ import annotations

import msgspec
from tools.pages import text

from crenel.secrets.catalogue import catalogue, fresh


def index() -> str:
    """The text of ``_index.json``."""
    encoded = msgspec.json.encode(fresh())
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


def page() -> str:
    """Every detector: what it finds, how, and what to do when one leaked."""
    found = catalogue()
    rows = ((f"`{one.name}`", one.title, one.revoke) for one in found)
    return text.page(
        text.generated_from("src/crenel/secrets/detectors"),
        "# Detectors of leaked credentials",
        f"{len(found)} detectors, of {len({one.provider for one in found} - {''})} providers."
        " `crenel secrets explain NAME` prints one with its source.",
        text.table(("Detector", "Finds", "When one leaked"), rows),
    )
