"""One file per SAM resource type; ``TABLE`` tells which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crenel.readers.sam.maker import Maker
from crenel.readers.sam.types import (
    api,
    function,
    simple_table,
)

LATE = frozenset({"AWS::Serverless::Api", "AWS::Serverless::HttpApi"})
"""Types that need what events left for them."""

TABLE: Mapping[str, Callable[[Maker], None]] = {
    "AWS::Serverless::Api": api.expand,
    "AWS::Serverless::Function": function.expand,
    "AWS::Serverless::SimpleTable": simple_table.expand,
}
"""What makes the plain resources of a SAM type."""
