"""Python's versions (PEP 440)."""

from __future__ import annotations

from packaging.version import Version


def key(version: str) -> Version:
    """The version. Raises ValueError for what PEP 440 does not allow."""
    return Version(version)
