"""How the application is deployed, and what it is deployed from."""

from __future__ import annotations

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class Deployment(Entity, frozen=True, kw_only=True, eq=False):
    """How new versions of a function take over."""

    function: Value = NOTHING
    kind: Value = NOTHING
    """``AllAtOnce``, ``Canary...``, ``Linear...``."""
    alarms: Value = NOTHING
    hooks: Value = NOTHING
    enabled: Value = NOTHING


class StackParameter(Entity, frozen=True, kw_only=True, eq=False):
    """An input of the template."""

    default: Value = NOTHING
    no_echo: Value = NOTHING
    kind: Value = NOTHING
    allowed: Value = NOTHING
    """The values that it may take, where they are listed."""


class StackOutput(Entity, frozen=True, kw_only=True, eq=False):
    """An output of the template."""

    value: Value = NOTHING


class NestedApplication(Entity, frozen=True, kw_only=True, eq=False):
    """Another application that this one deploys."""

    location: Value = NOTHING
    application_id: Value = NOTHING
    version: Value = NOTHING


class CustomResource(Entity, frozen=True, kw_only=True, eq=False):
    """Something that a function makes during a deployment."""

    function: Value = NOTHING


class ContainerRepository(Entity, frozen=True, kw_only=True, eq=False):
    """A repository of container images."""

    tag_mutability: Value = NOTHING
    scan_on_push: Value = NOTHING


class Provider(Entity, frozen=True, kw_only=True, eq=False):
    """Through what resources are made, and as whom: a provider's settings."""

    settings: Value = NOTHING
    """A map."""


class DeploymentSettings(Entity, frozen=True, kw_only=True, eq=False):
    """What a file beside the application gives to a deployment."""

    values: Value = NOTHING
    """Parameters, variables or values of the team's own; a map."""
    confirmed: Value = NOTHING
    """Is a person asked before the changes are made?"""
    capabilities: Value = NOTHING
    """What the template is allowed to make without a word; a text or a list."""
