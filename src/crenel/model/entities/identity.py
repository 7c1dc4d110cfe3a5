"""Who acts, and what they may do."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.entities.base import Entity
from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import NOTHING, Value


class IdentityKind(Enum):
    """The kinds of principal that a template can define."""

    ROLE = "role"
    USER = "user"
    GROUP = "group"


class Statement(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One statement of a policy; every field as written, lists or single values alike."""

    effect: Value = NOTHING
    actions: Value = NOTHING
    not_actions: Value = NOTHING
    resources: Value = NOTHING
    not_resources: Value = NOTHING
    principals: Value = NOTHING
    not_principals: Value = NOTHING
    condition: Value = NOTHING
    whole: Value = NOTHING
    """The statement itself: its place."""
    guard: Guard = ALWAYS


class PolicyHolder(Entity, frozen=True, kw_only=True, eq=False):
    """What carries statements about an identity's powers: the identity itself, or a policy."""

    statements: tuple[Statement, ...] = ()
    """Those written in it; an identity's are those of its inline policies."""


class Identity(PolicyHolder, frozen=True, kw_only=True, eq=False):
    """A role, user or group."""

    kind: IdentityKind
    trust: tuple[Statement, ...] = ()
    managed: Value = NOTHING
    """The managed policies attached, by ARN or reference."""
    boundary: Value = NOTHING
    groups: Value = NOTHING
    """The groups that a user belongs to."""
    generated: bool = False
    """Made by an expansion, not written by a person."""


class Policy(PolicyHolder, frozen=True, kw_only=True, eq=False):
    """A policy of its own, attached to identities."""

    attached_to: Value = NOTHING


class ResourcePolicy(Entity, frozen=True, kw_only=True, eq=False):
    """A policy on a resource: a bucket's, queue's, topic's, bus's, key's, secret's, API's..."""

    service: str
    """``s3``, ``sqs``, ``sns``, ``events``, ``kms``, ``secretsmanager``, ``execute-api``..."""
    target: Value = NOTHING
    statements: tuple[Statement, ...] = ()
    public_blocked: Value = NOTHING
    """Whether the provider refuses it where it is open to everyone."""


class AccessKey(Entity, frozen=True, kw_only=True, eq=False):
    """A long-lived credential of a user."""

    user: Value = NOTHING
    status: Value = NOTHING
    """``Active`` or ``Inactive``."""
