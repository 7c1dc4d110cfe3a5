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


class DeploymentPlugin(Entity, frozen=True, kw_only=True, eq=False):
    """Somebody else's code that runs in the deployment, with its credentials."""

    package: Value = NOTHING
    """The name of the library that it comes from."""


class ContainerRepository(Entity, frozen=True, kw_only=True, eq=False):
    """A repository of container images."""

    tag_mutability: Value = NOTHING
    scan_on_push: Value = NOTHING
