"""AWS Secrets Manager, Systems Manager parameters, KMS keys."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    Entity,
    Key,
    ResourcePolicy,
    Secret,
    SecretRotation,
    StoredParameter,
)
from crenel.model.resource import Resource
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import common, effective, row
from crenel.readers.vocabulary.world import World


@row("AWS::SecretsManager::Secret")
def secret(resource: Resource, _: World) -> Iterator[Entity]:
    """A secret."""
    yield Secret(
        **common(resource),
        name=resource["Name"],
        value=resource["SecretString"],
        generated=resource["GenerateSecretString"],
        key=resource["KmsKeyId"],
    )


@row("AWS::SecretsManager::RotationSchedule")
def rotation(resource: Resource, _: World) -> Iterator[Entity]:
    """A secret's rotation."""
    yield SecretRotation(**common(resource), secret=resource["SecretId"])


@row("AWS::SecretsManager::ResourcePolicy")
def secret_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A secret's own policy."""
    yield ResourcePolicy(
        **common(resource),
        service="secretsmanager",
        target=resource["SecretId"],
        statements=statements(resource["ResourcePolicy"]),
        public_blocked=resource["BlockPublicPolicy"],
    )


@row("AWS::SSM::Parameter")
def parameter(resource: Resource, _: World) -> Iterator[Entity]:
    """A stored parameter."""
    yield StoredParameter(
        **common(resource),
        name=resource["Name"],
        kind=resource["Type"],
        value=resource["Value"],
    )


@row("AWS::KMS::Key")
def key(resource: Resource, _: World) -> Iterator[Entity]:
    """A key and its policy."""
    yield Key(
        **common(resource),
        rotation=effective(resource, "EnableKeyRotation"),
        spec=effective(resource, "KeySpec"),
        usage=effective(resource, "KeyUsage"),
        material=effective(resource, "Origin"),
    )
    yield ResourcePolicy(
        **common(resource, "#policy"),
        service="kms",
        target=resource.self_ref(),
        statements=statements(resource["KeyPolicy"]),
    )
