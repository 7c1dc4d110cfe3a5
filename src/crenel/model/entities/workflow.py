"""State machines."""

from __future__ import annotations

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class Workflow(Entity, frozen=True, kw_only=True, eq=False):
    """A state machine; ``definition`` is a map, or text that holds JSON."""

    definition: Value = NOTHING
    substitutions: Value = NOTHING
    """What is put into the definition's holes by a deployment."""
    identity: Value = NOTHING
    logging_level: Value = NOTHING
    log_execution_data: Value = NOTHING
    tracing: Value = NOTHING
    key: Value = NOTHING
    """The key of one's own that its definition and histories are encrypted with."""
    kind: Value = NOTHING
    """``STANDARD`` or ``EXPRESS``."""
