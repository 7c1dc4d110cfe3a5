"""What runs in an account: the digest that AWS Lambda tells of a function's code."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

import msgspec

from crenel.errors import UsageError

_HEX = re.compile(r"[0-9a-f]{64}")
_BYTES = 32


class Deployed(msgspec.Struct, frozen=True, kw_only=True):
    """A function as it is deployed."""

    function: str
    """Its ARN."""
    version: str
    sha256: str
    """Of its code, in hex; empty where it cannot be told now."""
    package: str
    """Zip or Image."""
    unsettled: str = ""
    """Why the digest may change any moment; empty where nothing is under way."""


def deployed(function: str, *, region: str = "", client: Any = None) -> Deployed:  # noqa: ANN401 - boto3 has no types
    """What is deployed under a name, an ARN or NAME:ALIAS. Raises UsageError."""
    service = client if client is not None else _client(region)
    name, _, qualifier = _parts(function)
    asked = {"FunctionName": name, **({"Qualifier": qualifier} if qualifier else {})}
    try:
        told = service.get_function_configuration(**asked)
    except Exception as error:  # noqa: BLE001 - botocore makes its errors at run time
        message = f"the function {function} cannot be looked at: {_said(error)}"
        raise UsageError(message, "May you call lambda:GetFunctionConfiguration?") from None
    return Deployed(
        function=str(told.get("FunctionArn", function)),
        version=str(told.get("Version", "")),
        sha256=_hex(str(told.get("CodeSha256", ""))),
        package=str(told.get("PackageType", "Zip")),
        unsettled=_unsettled(told),
    )


def _parts(function: str) -> tuple[str, str, str]:
    """NAME:ALIAS, or an ARN with or without a qualifier."""
    if function.startswith("arn:"):
        return function, "", ""
    name, colon, qualifier = function.partition(":")
    return name, colon, qualifier


def _client(region: str) -> Any:  # noqa: ANN401 - boto3 has no types
    try:
        import boto3  # noqa: PLC0415 - an extra
        from botocore.config import Config  # noqa: PLC0415 - an extra
    except ImportError:
        message = "looking at a deployed function needs the extra `aws`"
        raise UsageError(message, "Install crenel[aws]") from None
    limits = Config(connect_timeout=10, read_timeout=20, retries={"max_attempts": 3})
    try:
        return boto3.client("lambda", region_name=region or None, config=limits)
    except Exception as error:  # noqa: BLE001 - botocore makes its errors at run time
        raise UsageError(f"AWS Lambda cannot be asked: {_said(error)}", "Name a --region") from None


def _hex(told: str) -> str:
    """Base64 for archives; for images, hex."""
    if _HEX.fullmatch(told):
        return told
    try:
        data = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return data.hex() if len(data) == _BYTES else ""


def _unsettled(told: dict[str, Any]) -> str:
    if told.get("LastUpdateStatus") == "InProgress":
        return "an update of it is under way"
    return "it is still being made" if told.get("State") == "Pending" else ""


def _said(error: Exception) -> str:
    lines = str(error).splitlines()
    return (lines[0] if lines else type(error).__name__)[:300].rstrip(".")
