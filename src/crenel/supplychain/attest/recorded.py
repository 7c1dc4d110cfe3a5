"""The record that ``crenel build`` leaves beside an artifact, read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import strict
from crenel.supplychain.build.record import Record

SCHEMA = "crenel.build/1"
_MOST = 64 * 1024 * 1024


def recorded(path: Path) -> Record:
    """The record in a file. Raises UsageError."""
    try:
        if path.stat().st_size > _MOST:
            raise UsageError(f"{path} has more than {_MOST:,} bytes")
        loaded: Any = strict(path.read_bytes(), "the build record")
    except OSError as error:
        message = f"the build record {path} cannot be read: {error.strerror}"
        raise UsageError(message) from None
    except Refused as refused:
        raise UsageError(f"{path}: {refused.reason}") from None
    if not isinstance(loaded, dict) or loaded.get("schema") != SCHEMA:
        raise UsageError(f"{path} is no build record ({SCHEMA})", "Name the one of `crenel build`")
    try:
        return msgspec.convert(loaded, Record)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path} is no whole build record: {error}", "Build it anew") from None
