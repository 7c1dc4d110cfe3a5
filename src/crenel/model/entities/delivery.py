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


class StackSettings(Entity, frozen=True, kw_only=True, eq=False):
    """What the tool that deploys a stack is told about the whole of it."""

    rollback_off: Value = NOTHING
    """Whether a deployment that fails is left as it is."""
    framework: Value = NOTHING
    """The versions of the deploying framework that are taken."""


class ModuleCall(Entity, frozen=True, kw_only=True, eq=False):
    """A piece of configuration from elsewhere that is put in when the application is deployed."""

    source: Value = NOTHING
    version: Value = NOTHING


class PlanRequest(Entity, frozen=True, kw_only=True, eq=False):
    """A request that is sent whenever a deployment is planned."""

    url: Value = NOTHING
    headers: Value = NOTHING
    body: Value = NOTHING


class PipelineJob(Entity, frozen=True, kw_only=True, eq=False):
    """A job of a pipeline that acts in a cloud account: it deploys, or is given credentials."""

    actions: Value = NOTHING
    """What others wrote and the job runs, as ``owner/name@reference``: a list."""
    keys: Value = NOTHING
    """Where a secret access key is handed to it: a list."""
    session: Value = NOTHING
    """The session token that comes with it: then the key is a short-lived one."""
    role: Value = NOTHING
    """The role that it assumes with a token of its own."""


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
