"""Networks that functions stand in."""

from __future__ import annotations

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class SecurityGroup(Entity, frozen=True, kw_only=True, eq=False):
    """A set of network rules; each list holds maps with ``CidrIp``, ``FromPort``, ``ToPort``..."""

    ingress: Value = NOTHING
    egress: Value = NOTHING


class Endpoint(Entity, frozen=True, kw_only=True, eq=False):
    """A private endpoint of a provider's service."""

    service: Value = NOTHING
    policy: Value = NOTHING
    network: Value = NOTHING
    """The VPC that it stands in."""


class Subnet(Entity, frozen=True, kw_only=True, eq=False):
    """A part of a network."""

    network: Value = NOTHING
    """The VPC that it is a part of."""
    public: Value = NOTHING
    """Whether what is started in it gets a public address."""
