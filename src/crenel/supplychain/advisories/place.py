"""Where the store lies when nobody names another place (XDG Base Directory Specification)."""

from __future__ import annotations

import os
from pathlib import Path


def usual_store() -> Path:
    """``$XDG_DATA_HOME/crenel/advisories.sqlite``, below ``~/.local/share`` where that is unset."""
    data = os.environ.get("XDG_DATA_HOME", "")
    base = Path(data) if data.startswith("/") else Path.home() / ".local" / "share"
    return base / "crenel" / "advisories.sqlite"
