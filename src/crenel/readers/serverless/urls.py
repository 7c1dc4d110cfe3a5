"""``url`` of a function: its own address."""

from __future__ import annotations

from crenel.model.value import Absent, Known, List, Map, Unknown, Value, known, mapping
from crenel.readers.sam.values import Raw, each, word
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.naming import normalised
from crenel.readers.serverless.stack import Stack

_CORS = {
    "allowedOrigins": "AllowOrigins",
    "allowedHeaders": "AllowHeaders",
    "allowedMethods": "AllowMethods",
    "allowCredentials": "AllowCredentials",
    "exposedResponseHeaders": "ExposeHeaders",
    "maxAge": "MaxAge",
}


def add_url(stack: Stack, name: str, body: Value, maker: Maker) -> None:
    """The URL, and the permissions that let anyone call one without an authorizer."""
    config = body.get("url")
    if isinstance(config, Absent) or config.is_false().certain:
        return
    inner = maker.at(stack.key(body, "url"))
    function = maker.ref(f"{normalised(name)}LambdaFunction")
    auth = _auth(config, inner)
    properties = {
        "AuthType": auth,
        "TargetFunctionArn": function,
        "Cors": cors(config.get("cors"), inner),
        "InvokeMode": config.get("invokeMode"),
    }
    base = f"{normalised(name)}LambdaFunctionUrl"
    inner.make(base, "AWS::Lambda::Url", properties)
    if word(auth) == "NONE":
        _open(normalised(name), function, inner)


def cors(value: Value, maker: Maker) -> Raw:
    """``cors`` of a URL or an HTTP API: ``true`` lets every origin in."""
    if value.is_true().certain:
        return {"AllowOrigins": ["*"], "AllowHeaders": ["*"], "AllowMethods": ["*"]}
    if isinstance(value, Map):
        found = {_CORS[name]: value.get(name) for name in _CORS if name in value.content}
        listed = {key: _words(one) for key, one in found.items()}
        listed.setdefault("AllowOrigins", maker.value(["*"]))
        return mapping(listed, value.span, value.via)
    return value if isinstance(value, Unknown) else None


def _words(value: Value) -> Value:
    """A single word where a list is expected."""
    if isinstance(value, Known) and isinstance(value.value, str):
        return List(elements=(value,), span=value.span, via=value.via)
    return value


def _auth(config: Value, maker: Maker) -> Value:
    given = config.get("authorizer")
    if isinstance(given, Absent):
        return maker.value("NONE")

    def change(leaf: Value) -> Value:
        if word(leaf).lower() == "aws_iam":
            return known("AWS_IAM", leaf.span, leaf.via)
        return maker.value("NONE") if isinstance(leaf, Absent) else leaf

    return each(given, change)


def _open(base: str, function: Value, maker: Maker) -> None:
    properties = {
        "Action": "lambda:InvokeFunctionUrl",
        "FunctionName": function,
        "Principal": "*",
        "FunctionUrlAuthType": "NONE",
    }
    maker.make(f"{base}LambdaPermissionFnUrl", "AWS::Lambda::Permission", properties)
    invoke = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function,
        "Principal": "*",
        "InvokedViaFunctionUrl": True,
    }
    maker.make(f"{base}LambdaPermissionFnUrlInvoke", "AWS::Lambda::Permission", invoke)
