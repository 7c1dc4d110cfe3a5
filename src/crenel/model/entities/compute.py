"""Functions and what they are made of."""

from __future__ import annotations

import msgspec

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class Package(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where a function's code comes from; paths are relative to the analysed root."""

    folder: Value = NOTHING
    """The local folder or archive, where the template names one."""
    inline: Value = NOTHING
    """Source code written inside the template."""
    image: Value = NOTHING
    """The container image."""
    bucket: Value = NOTHING
    """The artifact bucket, where the code lies in one."""
    entry_points: Value = NOTHING
    """Source files that a bundler starts from, relative to ``folder``."""
    build: Value = NOTHING
    """The build method named beside the function."""
    build_settings: Value = NOTHING
    """What that method is told: a map."""
    image_context: Value = NOTHING
    """The folder that the image is built from, where the template names one."""
    dockerfile: Value = NOTHING
    """Its Dockerfile, relative to that folder; ``Dockerfile`` where it is not given."""
    image_arguments: Value = NOTHING
    """Build arguments of the image: a map."""
    base: str = ""
    """The folder of the template that ``folder`` and ``image_context`` are relative to."""
    patterns: Value = NOTHING
    """What of ``folder`` is packed: globs in order, ``!`` before what is left out."""
    bundled: Value = NOTHING
    """Whether only what the handler imports is packed, by a bundler named beside the function."""


class Function(Entity, frozen=True, kw_only=True, eq=False):
    """A piece of code that a platform runs when something happens."""

    runtime: Value = NOTHING
    handler: Value = NOTHING
    package: Package = Package()
    package_type: Value = NOTHING
    identity: Value = NOTHING
    """The role it runs as: a reference, an ARN, or unknown."""
    environment: Value = NOTHING
    environment_key: Value = NOTHING
    timeout: Value = NOTHING
    """Seconds."""
    memory: Value = NOTHING
    """MB."""
    reserved_concurrency: Value = NOTHING
    layers: Value = NOTHING
    network: Value = NOTHING
    """The VPC configuration: a map with ``SubnetIds`` and ``SecurityGroupIds``."""
    tracing: Value = NOTHING
    dead_letter: Value = NOTHING
    """Where asynchronous invocations that fail go (dead-letter target or failure destination)."""
    destinations: Value = NOTHING
    """Where results of asynchronous invocations go, of successes and failures: a list."""
    file_systems: Value = NOTHING
    code_signing: Value = NOTHING
    recursive_loop: Value = NOTHING
    snap_start: Value = NOTHING
    ephemeral_storage: Value = NOTHING
    """MB."""
    architectures: Value = NOTHING
    log_format: Value = NOTHING
    log_group: Value = NOTHING
    alias: Value = NOTHING
    """The alias that each deployment publishes, where it does."""
    tags: Value = NOTHING
    policy_templates: Value = NOTHING
    """A list that holds, for each policy given by template, a map from its name to parameters."""


class Layer(Entity, frozen=True, kw_only=True, eq=False):
    """Shared code that functions load beside their own."""

    content: Value = NOTHING
    runtimes: Value = NOTHING
    architectures: Value = NOTHING
    """The processors that it fits."""
    build: Value = NOTHING
    """The build method named beside it."""
    built_for: Value = NOTHING
    """The processor that it is built for, where that is named."""
    base: str = ""


class LayerSharing(Entity, frozen=True, kw_only=True, eq=False):
    """Who else may use a layer."""

    layer: Value = NOTHING
    principal: Value = NOTHING
    organization: Value = NOTHING


class CodeSigning(Entity, frozen=True, kw_only=True, eq=False):
    """What happens to code whose signature is missing or wrong (``Warn`` or ``Enforce``)."""

    untrusted_artifact: Value = NOTHING
