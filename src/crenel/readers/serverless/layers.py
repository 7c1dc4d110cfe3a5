"""``layers``: those that the service makes, and those that a function uses."""

from __future__ import annotations

from crenel.model.resource import Origin
from crenel.model.value import Absent, List, Map, Value
from crenel.readers.sam.values import fields
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.naming import normalised
from crenel.readers.serverless.stack import LAYER, Stack


def layers(stack: Stack, body: Value) -> Value:
    """The layers of a function."""
    own = body.get("layers")
    if not isinstance(own, Absent):
        return own
    return stack.shared("layers", stack.setting("layers"))


def add_layers(stack: Stack) -> None:
    """Every layer of the service, and who else may use it."""
    for _, name, body, key in fields(stack.scope.whole.get("layers")):
        if isinstance(body, Map):
            span = key or body.span or stack.span
            _add(stack, name, body, Maker(stack, Origin(span.file, name, LAYER, span)))


def _add(stack: Stack, name: str, body: Map, maker: Maker) -> None:
    given = body.get("name")
    artifact = body.at("package", "artifact")
    properties = {
        "LayerName": stack.name(name) if isinstance(given, Absent) else given,
        "Content": {"LocalPath": body.get("path") if isinstance(artifact, Absent) else artifact},
        "CompatibleRuntimes": body.get("compatibleRuntimes"),
        "Description": body.get("description"),
        "LicenseInfo": body.get("licenseInfo"),
    }
    identity = maker.make(f"{normalised(name)}LambdaLayer", "AWS::Lambda::LayerVersion", properties)
    _share(identity, body.get("allowedAccounts"), maker)


def _share(identity: str, accounts: Value, maker: Maker) -> None:
    listed = accounts.elements if isinstance(accounts, List) else ()
    for number, account in enumerate(listed):
        properties = {
            "Action": "lambda:GetLayerVersion",
            "LayerVersionArn": maker.ref(identity),
            "Principal": account,
        }
        kind = "AWS::Lambda::LayerVersionPermission"
        maker.at(account.span).make(f"{identity}Permission{number}", kind, properties)
