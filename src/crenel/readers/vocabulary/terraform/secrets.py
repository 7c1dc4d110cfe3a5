"""Secrets Manager, Systems Manager parameters, KMS keys."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent, Unknown, UnknownKind, Value, known
from crenel.readers.vocabulary.cloudformation.row import first_present
from crenel.readers.vocabulary.terraform.place import stored_name
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.written import Written

_POLICY = "AWS::SecretsManager::ResourcePolicy"


@TABLE.expands(("AWS::SecretsManager::Secret",), "aws_secretsmanager_secret")
def secret(it: Written) -> Iterator[Resource]:
    """A secret, and the policy that may be written inside it."""
    names = {"Name": "name", "KmsKeyId": "kms_key_id"}
    yield it.made("AWS::SecretsManager::Secret", it.plain(names))
    if not isinstance(it["policy"], Absent):
        properties = {"SecretId": it.ref(), "ResourcePolicy": it.document("policy")}
        yield it.made(_POLICY, properties, "#policy")


@TABLE.completes("aws_secretsmanager_secret", "secret_id", "aws_secretsmanager_secret_version")
def version(it: Written) -> Properties:
    """The text of a secret."""
    return {"SecretString": it["secret_string"]}


@TABLE.becomes("AWS::SecretsManager::RotationSchedule", "aws_secretsmanager_secret_rotation")
def rotation(it: Written) -> Properties:
    """A secret's rotation."""
    return it.plain({"SecretId": "secret_id"})


@TABLE.becomes(_POLICY, "aws_secretsmanager_secret_policy")
def secret_policy(it: Written) -> Properties:
    """A secret's own policy."""
    return {
        "SecretId": it["secret_arn"],
        "ResourcePolicy": it.document("policy"),
        "BlockPublicPolicy": it["block_public_policy"],
    }


@TABLE.attribute("aws_secretsmanager_secret_version", "secret_string")
@TABLE.attribute("data.aws_secretsmanager_secret_version", "secret_string")
def secret_text(it: Written) -> Value:
    """The text of a secret, read while Terraform deploys."""
    return _stored(it, UnknownKind.SECRET, "secretsmanager", "secret_id")


@TABLE.becomes("AWS::SSM::Parameter", "aws_ssm_parameter")
def parameter(it: Written) -> Properties:
    """A stored parameter."""
    value = first_present(it["value"], it["insecure_value"])
    return {"Name": it["name"], "Type": it["type"], "Value": value}


@TABLE.attribute("aws_ssm_parameter", "value")
@TABLE.attribute("data.aws_ssm_parameter", "value")
def parameter_text(it: Written) -> Value:
    """The value of a stored parameter, read while Terraform deploys."""
    kept = it["type"].equals("SecureString").certain
    kind = UnknownKind.SECRET if kept else UnknownKind.SSM
    return _stored(it, kind, "ssm-secure" if kept else "ssm", "name")


def _stored(it: Written, kind: UnknownKind, service: str, argument: str) -> Value:
    """An unknown that says which store it comes from, as CloudFormation's references do."""
    name = f"{service}:{stored_name(it.resource, argument)}"
    return Unknown(kind=kind, name=name, span=it.resource.origin.span)


for _kind, _name in (("random_password", "result"), ("tls_private_key", "private_key_pem")):
    TABLE.lead(_kind, _name, attribute="SecretValue")


@TABLE.becomes("AWS::KMS::Key", "aws_kms_external_key")
def external_key(it: Written) -> Properties:
    """A key whose material is brought in."""
    material = known("EXTERNAL", it.resource.origin.span)
    return {"Origin": material, "KeyPolicy": it.document("policy")}


@TABLE.becomes("AWS::KMS::Key", "aws_kms_key")
def key(it: Written) -> Properties:
    """A key and its policy."""
    return {
        "EnableKeyRotation": it["enable_key_rotation"],
        "KeySpec": it["customer_master_key_spec"],
        "KeyUsage": it["key_usage"],
        "KeyPolicy": it.document("policy"),
    }


@TABLE.completes("aws_kms_key", "key_id", "aws_kms_key_policy")
def key_policy(it: Written) -> Properties:
    """A key's policy."""
    return {"KeyPolicy": it.document("policy")}
