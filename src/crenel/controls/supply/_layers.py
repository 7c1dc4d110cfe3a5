"""Layers by ARN: whose they are, and whether the version stands still."""

from __future__ import annotations

from crenel.controls.supply._tables import layer_accounts
from crenel.model.entities import Function
from crenel.model.truth import FALSE, Truth, truth, unknown
from crenel.model.value import UnknownKind, Value
from crenel.pattern import Pattern

_ARN = Pattern(r"arn:[^:]*:lambda:[^:]*:(\d{12}|self):layer:")
_HOLE = Pattern(r"\$\{[^{}]*\}")
_VERSION = Pattern(r":\d+$")
_OWN = "self"


def publisher(layer: Value) -> str:
    """The account that a layer's ARN names, ``self`` for one's own; empty where it names none."""
    text = layer.text().replace("${AWS::AccountId}", _OWN)
    found = _ARN.match(_HOLE.sub("?", text))
    return found[1] if found else ""


def is_foreign(layer: Value, function: Function) -> Truth:
    """Is it of an account that is neither the function's own nor known for its layers?"""
    account = publisher(layer)
    if account.isdigit():
        own = f"::{account}:" in function.identity.text()
        return truth(not own and account not in layer_accounts(), layer)
    settled = account == _OWN or any(layer.refs())
    return FALSE if settled else unknown(layer)


def is_moving(layer: Value) -> Truth:
    """Is the version decided by a stored parameter that somebody else may change?"""
    stored = [one.name for one in layer.unknowns() if one.kind is UnknownKind.SSM]
    if stored:
        return truth(not all(_VERSION.search(name) for name in stored), layer)
    if any(layer.refs()) or _VERSION.search(layer.text()):
        return FALSE
    return unknown(layer)
