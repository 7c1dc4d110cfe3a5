"""All doors of an application: what lies behind none of them only its own account reaches."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.exposure.door import Door
from crenel.analysis.exposure.policies import policies
from crenel.analysis.exposure.routes import routes
from crenel.analysis.knowledge import Knowledge


def doors(app: Knowledge) -> Iterator[Door]:
    """Every door that may be open, in the order of the templates."""
    for door in (*routes(app), *policies(app)):
        if not door.truth.given(door.entity.guard).refuted:
            yield door
