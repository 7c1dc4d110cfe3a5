"""``SourceAccessConfigurations``: the secrets and networks that a source needs."""

from __future__ import annotations

from crenel.model.value import Known, Text, Value
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.roles.role import allow
from crenel.readers.sam.values import Raw, elements, maybe_written, word

NETWORK = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeVpcs",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
]
_KEY = "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}"
_SCHEMA = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/${Registry}/*"


def secrets(event: Event, *kinds: str) -> list[Value]:
    """The secrets of the configurations of some kinds."""
    found = elements(event.get("SourceAccessConfigurations"))
    return [one.get("URI") for _, _, one in found if word(one.get("Type")) in kinds]


def has_kinds(event: Event, *kinds: str) -> bool:
    """Are there configurations of each of these kinds?"""
    found = elements(event.get("SourceAccessConfigurations"))
    return set(kinds) <= {word(one.get("Type")) for _, _, one in found}


def read_secret(secret: Value) -> Raw:
    """A statement to read a secret."""
    return allow(["secretsmanager:GetSecretValue"], secret)


def decrypt(event: Event, action: Raw = ("kms:Decrypt",)) -> list[Raw]:
    """A statement to use the key of the secrets, where one is named."""
    key = event.get("SecretsManagerKmsKeyId")
    if not maybe_written(key):
        return []
    return [allow(action, event.maker.text(_KEY, Key=key))]


def read_schemas(event: Event) -> list[Raw]:
    """Statements to read a schema registry and the secrets for it."""
    config = event.get("SchemaRegistryConfig")
    made = [read_secret(one.get("URI")) for _, _, one in elements(config.get("AccessConfigs"))]
    registry = config.get("SchemaRegistryURI")
    name = _registry(registry)
    if name is not None:
        made.append(allow(["glue:GetRegistry"], registry))
        schemas = event.maker.text(_SCHEMA, Registry=name)
        made.append(allow(["glue:GetSchemaVersion"], [schemas]))
    return made


def _registry(place: Value) -> Value | None:
    """The name in the ARN of a Glue registry."""
    if not isinstance(place, Known | Text) or not place.text().startswith("arn"):
        return None
    _, found, name = place.text().partition(":registry/")
    if not found:
        return None
    return Known(value=name, span=place.span, via=place.via)
