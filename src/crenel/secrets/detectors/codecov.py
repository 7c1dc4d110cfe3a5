"""Codecov: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Codecov",
    docs="https://docs.codecov.com/docs/codecov-uploader",
    revoke="Repository settings > General: regenerate the upload token.",
)
DETECTORS = (_provider.near("codecov-token", "an upload token of Codecov", ("codecov",), *UUID),)
