"""What is recorded and who is told."""

from __future__ import annotations

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class LogGroup(Entity, frozen=True, kw_only=True, eq=False):
    """A group of logs; ``name`` is its physical name."""

    retention: Value = NOTHING
    """Days."""
    key: Value = NOTHING


class LogSubscription(Entity, frozen=True, kw_only=True, eq=False):
    """Logs that are sent on."""

    group: Value = NOTHING
    destination: Value = NOTHING


class LogDestination(Entity, frozen=True, kw_only=True, eq=False):
    """A place that other accounts may send logs to; ``policy`` is JSON text or a map."""

    policy: Value = NOTHING


class Alarm(Entity, frozen=True, kw_only=True, eq=False):
    """An alarm."""

    enabled: Value = NOTHING
    actions: Value = NOTHING
    metric: Value = NOTHING
    dimensions: Value = NOTHING


class Trail(Entity, frozen=True, kw_only=True, eq=False):
    """An audit trail of the account."""

    selectors: Value = NOTHING
    advanced_selectors: Value = NOTHING
