"""AWS's caching clients for Secrets Manager."""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import argument, note

_OPERATIONS = ("get_secret_value", "describe_secret")
"""AWS Secrets Manager User Guide, "Python caching component": the permissions it needs."""


@calls("aws_secretsmanager_caching.SecretCache().get_secret_string")
@calls("aws_secretsmanager_caching.SecretCache().get_secret_binary")
def _cached(view: CallView) -> None:
    secret = view.argument(0, "secret_id")
    given = (argument("SecretId", secret),) if secret is not None else ()
    for operation in _OPERATIONS:
        note(view, "secretsmanager", operation, "secret-cache", given, key=operation)
