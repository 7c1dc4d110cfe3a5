"""Powertools for AWS Lambda: utilities that call the SDK for the function."""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import argument, note
from crenel.code.values import Known, Path, Site, Value

STYLE = "powertools"
_PYTHON = "aws_lambda_powertools.utilities."
_READERS = {
    "get_parameter": ("ssm", "get_parameter", "Name"),
    "get_parameters": ("ssm", "get_parameters_by_path", "Path"),
    "get_parameters_by_name": ("ssm", "get_parameters", "Names"),
    "set_parameter": ("ssm", "put_parameter", "Name"),
    "get_secret": ("secretsmanager", "get_secret_value", "SecretId"),
    "set_secret": ("secretsmanager", "put_secret_value", "SecretId"),
}
_CONFIGURATION = ("StartConfigurationSession", "GetLatestConfiguration")
_PROVIDERS = {
    "SSMProvider": {
        "get": "get_parameter",
        "get_multiple": "get_parameters",
        "set": "set_parameter",
    },
    "SecretsProvider": {"get": "get_secret", "set": "set_secret"},
}
_SCRIPT = {
    "ssm.getParameter": "get_parameter",
    "ssm.getParameters": "get_parameters",
    "ssm.getParametersByName": "get_parameters_by_name",
    "ssm.setParameter": "set_parameter",
    "secrets.getSecret": "get_secret",
}
_PERSISTING = ("put_item", "get_item", "update_item", "delete_item")
"""Powertools documentation, "Idempotency", required resources."""


@calls(f"{_PYTHON}parameters.")
def _parameters(view: CallView) -> None:
    rest = view.name.removeprefix(f"{_PYTHON}parameters.")
    for module in ("ssm.", "secrets.", "appconfig.", "dynamodb."):
        rest = rest.removeprefix(module)
    provider, _, method = rest.partition("().")
    if rest in _READERS:
        _read(view, rest)
    elif rest == "get_app_config" or (provider, method) == ("AppConfigProvider", "get"):
        _configuration(view)
    elif method and provider in _PROVIDERS and method in _PROVIDERS[provider]:
        _read(view, _PROVIDERS[provider][method])
    elif provider == "DynamoDBProvider" and method in {"get", "get_multiple"}:
        operation = "get_item" if method == "get" else "query"
        _on_table(view, view.base, (operation,))


@calls("@aws-lambda-powertools/parameters/")
def _script_parameters(view: CallView) -> None:
    rest = view.name.removeprefix("@aws-lambda-powertools/parameters").lstrip("/.")
    if rest in _SCRIPT:
        _read(view, _SCRIPT[rest])
    elif rest == "appconfig.getAppConfig":
        _configuration(view)


@calls(f"{_PYTHON}feature_flags.AppConfigStore", f"{_PYTHON}feature_flags.appconfig.AppConfigStore")
def _flags(view: CallView) -> None:
    _configuration(view)


@calls(f"{_PYTHON}idempotency.DynamoDBPersistenceLayer")
@calls(f"{_PYTHON}idempotency.persistence.dynamodb.DynamoDBPersistenceLayer")
@calls("@aws-lambda-powertools/idempotency/dynamodb.DynamoDBPersistenceLayer")
def _idempotency(view: CallView) -> None:
    _on_table(view, None, _PERSISTING)


def _read(view: CallView, reader: str) -> None:
    service, operation, parameter = _READERS[reader]
    value = view.argument(0, "name", "path", "parameters", "secretId")
    given = (argument(parameter, value),) if value is not None else ()
    note(view, service, operation, STYLE, given)


def _configuration(view: CallView) -> None:
    for operation in _CONFIGURATION:
        note(view, "appconfigdata", operation, STYLE, (), key=operation)


def _on_table(view: CallView, made: Value | None, operations: tuple[str, ...]) -> None:
    site = made.sites[-1] if isinstance(made, Path) and made.sites else view.site
    table = site.argument(0, "table_name")
    if table is None:
        table = view.argument(None, "tableName")
    given = (argument("TableName", table if table is not None else Known("")),)
    for operation in operations:
        note(view, "dynamodb", operation, STYLE, given, inside=Site(), key=operation)
