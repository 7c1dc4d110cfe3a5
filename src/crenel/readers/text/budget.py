"""How much of one file crenel reads: caps far above anything seen in 3,478 public documents."""

from __future__ import annotations

import msgspec


class Budget(msgspec.Struct, frozen=True):
    """The caps for one file; the largest public document had 3.2 MB, 90,000 nodes, depth 27."""

    bytes: int = 16 * 1024 * 1024
    depth: int = 256
    nodes: int = 2_000_000
    """Nodes after aliases are followed, so that an alias bomb is counted as what it would be."""
    aliases: int = 10_000


BUDGET = Budget()
