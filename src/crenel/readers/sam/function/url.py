"""``FunctionUrlConfig``: a URL for the function, open to everyone where AuthType is NONE."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.function.target import Target
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import cases_of, literal, word


def add_url(maker: Maker, target: Target) -> None:
    """The URL and what lets everyone call it, under the guard of each branch."""
    for guard, config in cases_of(maker.get("FunctionUrlConfig")):
        if isinstance(config, Absent):
            continue
        if not isinstance(config, Map):
            maker.note("FunctionUrlConfig is a map", config.span)
            continue
        span = config.span or maker.span
        inner = maker.within(maker.base, span, guard, "the function has a FunctionUrlConfig")
        if inner is not None and config.content:
            inner.keys = config.keys
            _add(inner, config, target)


def _add(maker: Maker, config: Map, target: Target) -> None:
    called = target.arn if _aliased(target) else target.name
    properties = {
        "AuthType": config.get("AuthType"),
        "TargetFunctionArn": called,
        "Cors": config.get("Cors"),
        "InvokeMode": config.get("InvokeMode"),
    }
    maker.make("Url", "AWS::Lambda::Url", properties)
    if not _open_as_written(config.get("AuthType")):
        return
    public = {
        "Action": "lambda:InvokeFunctionUrl",
        "FunctionName": called,
        "Principal": "*",
        "FunctionUrlAuthType": config.get("AuthType"),
    }
    maker.make("UrlPublicPermissions", "AWS::Lambda::Permission", public)
    invoke = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": called,
        "Principal": "*",
        "InvokedViaFunctionUrl": True,
    }
    maker.make("URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", invoke)


def _aliased(target: Target) -> bool:
    return not isinstance(target.alias, Absent)


def _open_as_written(auth: Value) -> bool:
    """SAM adds the permissions only for a plain NONE, not for one that a parameter gives."""
    return literal(auth) and word(auth) == "NONE"
