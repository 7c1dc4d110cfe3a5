"""Functions whose answer is known only when Terraform runs."""

from __future__ import annotations

from collections.abc import Sequence

from crenel.model.value import Unknown, UnknownKind, Value
from crenel.readers.terraform.evaluation.functions.registry import Asked, function


@function("timestamp", "plantimestamp", "uuid", "uuidv5", "bcrypt", "timeadd", "formatdate")
@function("rsadecrypt", "base64gzip", "textencodebase64", "textdecodebase64", "csvdecode")
def at_run_time(_: Sequence[Value], asked: Asked) -> Value:
    """Not known before."""
    return Unknown(kind=UnknownKind.DEPLOY_TIME, name=f"{asked.name}()", span=asked.span)
