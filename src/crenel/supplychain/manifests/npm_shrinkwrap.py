"""``npm-shrinkwrap.json``: a package-lock.json that is published with its package."""

from __future__ import annotations

from crenel.supplychain.manifests.package_lock import ECOSYSTEM, LOCK, read

__all__ = ["ECOSYSTEM", "LOCK", "names", "read"]


def names(name: str) -> bool:
    """``npm-shrinkwrap.json``."""
    return name == "npm-shrinkwrap.json"
