"""What all entities share."""

from __future__ import annotations

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.resource import Origin
from crenel.model.value import NOTHING, Value


class Entity(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A thing of the application, known under ``id`` in it."""

    id: str
    origin: Origin
    guard: Guard = ALWAYS
    """When it exists at all."""
    name: Value = NOTHING
    """Its physical name, where one is given."""

    @property
    def label(self) -> str:
        """What people call it: the name in the template."""
        return self.origin.logical_id
