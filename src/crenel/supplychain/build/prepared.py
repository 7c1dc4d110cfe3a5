"""An artifact before it is packed: its files, and what led to them."""

from __future__ import annotations

import msgspec

from crenel.supplychain.build.locked import Locked
from crenel.supplychain.build.record import Material, Note, Tool
from crenel.supplychain.build.stage import Stage
from crenel.supplychain.component import Dependency


class Prepared(msgspec.Struct, kw_only=True):
    """What one function's artifact is made of."""

    stage: Stage
    lock: Locked | None = None
    own: list[Material] = msgspec.field(default_factory=list)
    """The function's own files that went in."""
    bundled: list[Dependency] = msgspec.field(default_factory=list)
    """Libraries inside a bundle; those that lie in files of their own tell of themselves."""
    sizes: dict[str, int] = msgspec.field(default_factory=dict)
    """Package URL -> bytes, of what was bundled."""
    digests: dict[str, str] = msgspec.field(default_factory=dict)
    """Package URL -> digest of its files, of what was bundled."""
    tools: list[Tool] = msgspec.field(default_factory=list)
    notes: list[Note] = msgspec.field(default_factory=list)
    bundle: bool = False
