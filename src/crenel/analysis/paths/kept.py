"""Things that keep something worth having."""

from __future__ import annotations

from crenel.model.entities import (
    Bucket,
    Database,
    Entity,
    Key,
    Queue,
    Secret,
    StoredParameter,
    Stream,
    Table,
    Topic,
)

KEPT: tuple[type[Entity], ...] = (
    Bucket,
    Table,
    Secret,
    StoredParameter,
    Key,
    Database,
    Queue,
    Topic,
    Stream,
)
"""Their kinds."""
