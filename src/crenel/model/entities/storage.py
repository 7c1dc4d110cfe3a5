"""Where data and secrets rest."""

from __future__ import annotations

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class Bucket(Entity, frozen=True, kw_only=True, eq=False):
    """An object store."""

    acl: Value = NOTHING
    public_access_block: Value = NOTHING
    """A map of four switches."""
    versioning: Value = NOTHING
    encryption: Value = NOTHING
    logging: Value = NOTHING
    notifications: Value = NOTHING
    deletion_policy: Value = NOTHING


class Table(Entity, frozen=True, kw_only=True, eq=False):
    """A table."""

    recovery: Value = NOTHING
    """Point-in-time recovery."""
    deletion_protection: Value = NOTHING
    key: Value = NOTHING
    billing: Value = NOTHING
    stream: Value = NOTHING
    deletion_policy: Value = NOTHING
    scaling: Value = NOTHING
    """The automatic scaling that is written in the table itself."""


class CapacityScaling(Entity, frozen=True, kw_only=True, eq=False):
    """Capacity that follows the load between two bounds."""

    target: Value = NOTHING
    """What is scaled, as ``table/NAME``, ``function:NAME:ALIAS``..."""


class Secret(Entity, frozen=True, kw_only=True, eq=False):
    """A secret in a secret manager."""

    value: Value = NOTHING
    """A literal value in the template."""
    generated: Value = NOTHING
    """How the provider generates it, where it does."""
    key: Value = NOTHING


class SecretRotation(Entity, frozen=True, kw_only=True, eq=False):
    """A rotation of a secret."""

    secret: Value = NOTHING


class StoredParameter(Entity, frozen=True, kw_only=True, eq=False):
    """A parameter in a parameter store: ``String``, ``StringList`` or ``SecureString``."""

    kind: Value = NOTHING
    value: Value = NOTHING


class Key(Entity, frozen=True, kw_only=True, eq=False):
    """An encryption key."""

    rotation: Value = NOTHING
    spec: Value = NOTHING
    usage: Value = NOTHING
    material: Value = NOTHING
    """Where the key material comes from: ``AWS_KMS``, ``EXTERNAL``, a key store."""


class Database(Entity, frozen=True, kw_only=True, eq=False):
    """A database or search cluster."""

    public: Value = NOTHING
    encrypted: Value = NOTHING
    password: Value = NOTHING
    cluster: Value = NOTHING
    """The cluster that it is an instance of."""


class Cache(Entity, frozen=True, kw_only=True, eq=False):
    """A cache in front of tables or an API."""

    kind: str = "table"
    """``table`` or ``api``."""
    encrypted: Value = NOTHING
    transit: Value = NOTHING


class FileSystem(Entity, frozen=True, kw_only=True, eq=False):
    """A shared file system."""

    encrypted: Value = NOTHING


class FileSystemAccess(Entity, frozen=True, kw_only=True, eq=False):
    """An access point of a shared file system."""

    file_system: Value = NOTHING
    user_id: Value = NOTHING
    root_path: Value = NOTHING
