"""Powertools for AWS Lambda (Java): parameters, idempotency, large messages."""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import argument, note
from crenel.code.values import Built, Known, Path, Site, Value
from crenel.pattern import Pattern

STYLE = "powertools"
_JAVA = "software.amazon.lambda.powertools."
_PROVIDER = Pattern(r"\.(?:get)?(SSM|Ssm|Secrets|AppConfig|DynamoDb)Provider\(\)(?:.*)\.(\w+)$")
_READS = ("get", "getValue")
_ANNOTATIONS = {
    "SSMParam": "SSM",
    "SecretsParam": "Secrets",
    "AppConfigParam": "AppConfig",
    "DynamoDbParam": "DynamoDb",
}
_PERSISTING = ("GetItem", "PutItem", "UpdateItem", "DeleteItem")
"""Powertools documentation, "Idempotency", required resources."""


@calls(f"{_JAVA}parameters.")
def _parameters(view: CallView) -> None:
    found = _PROVIDER.search(view.name)
    name = view.name.rpartition(".")[2]
    if name in _ANNOTATIONS:
        _read(view, _ANNOTATIONS[name], many=False, key=view.argument(None, "key", "value"))
    elif found is not None and (found[2] in _READS or found[2] == "getMultiple"):
        kind = found[1].replace("Ssm", "SSM")
        _read(view, kind, many=found[2] == "getMultiple", key=view.argument(0))


def _read(view: CallView, kind: str, *, many: bool, key: Value | None) -> None:
    given = key if key is not None else Known("")
    if kind == "SSM":
        operation, name = ("GetParametersByPath", "Path") if many else ("GetParameter", "Name")
        note(view, "ssm", operation, STYLE, (argument(name, given),))
    elif kind == "Secrets":
        note(view, "secretsmanager", "GetSecretValue", STYLE, (argument("SecretId", given),))
    elif kind == "DynamoDb":
        table = _table(view)
        named = (argument("TableName", table),) if table is not None else ()
        note(view, "dynamodb", "Query" if many else "GetItem", STYLE, named, inside=Site())
    else:
        for operation in ("StartConfigurationSession", "GetLatestConfiguration"):
            note(view, "appconfigdata", operation, STYLE, (), key=operation)


def _table(view: CallView) -> Value | None:
    """The table that a provider was built with, or that an annotation names."""
    written = view.argument(None, "table", "tableName")
    if written is not None or not isinstance(view.base, Path):
        return written
    return next((one for site in view.base.sites for one in [site.argument(None, "table")]), None)


@calls(f"{_JAVA}idempotency.persistence.dynamodb.DynamoDBPersistenceStore.build")
@calls(f"{_JAVA}idempotency.persistence.DynamoDBPersistenceStore.build")
def _idempotency(view: CallView) -> None:
    table = view.base.get("tableName") if isinstance(view.base, Built) else None
    given = (argument("TableName", table if table is not None else Known("")),)
    for operation in _PERSISTING:
        note(view, "dynamodb", operation, STYLE, given, inside=Site(), key=operation)


@calls(f"{_JAVA}largemessages.LargeMessage")
def _large(view: CallView) -> None:
    """What was too large for a queue lies in a bucket, and is deleted once it was handled."""
    for operation in ("GetObject", "DeleteObject"):
        note(view, "s3", operation, STYLE, (), key=operation)
