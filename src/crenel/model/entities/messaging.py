"""Queues, topics, streams, buses, and what they deliver to."""

from __future__ import annotations

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class Queue(Entity, frozen=True, kw_only=True, eq=False):
    """A queue."""

    encrypted: Value = NOTHING
    key: Value = NOTHING
    redrive: Value = NOTHING
    visibility_timeout: Value = NOTHING
    """Seconds."""


class Topic(Entity, frozen=True, kw_only=True, eq=False):
    """A topic."""

    key: Value = NOTHING


class Subscription(Entity, frozen=True, kw_only=True, eq=False):
    """A subscription of a topic."""

    topic: Value = NOTHING
    protocol: Value = NOTHING
    endpoint: Value = NOTHING
    redrive: Value = NOTHING


class Stream(Entity, frozen=True, kw_only=True, eq=False):
    """A data or delivery stream."""

    encryption: Value = NOTHING
    """``KMS``, ``NONE``, or whether it is on."""


class Bus(Entity, frozen=True, kw_only=True, eq=False):
    """An event bus."""

    key: Value = NOTHING


class Target(Entity, frozen=True, kw_only=True, eq=False):
    """What a rule, schedule or pipe delivers to."""

    source: Value = NOTHING
    """The rule, schedule or pipe."""
    kind: str = "rule"
    """``rule``, ``schedule`` or ``pipe``."""
    bus: Value = NOTHING
    """The event bus whose events a rule takes; the default one where it is absent."""
    pattern: Value = NOTHING
    """Which of its events those are; absent for a rule that only a schedule starts."""
    target: Value = NOTHING
    dead_letter: Value = NOTHING
    role: Value = NOTHING
