"""A route that an event adds to an API."""

from __future__ import annotations

import re

import msgspec

from crenel.model.value import Known, Ref, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import cases_of

REST = "ServerlessRestApi"
HTTP = "ServerlessHttpApi"
ANY = "x-amazon-apigateway-any-method"
INTEGRATION = "x-amazon-apigateway-integration"
_GREEDY = re.compile(r"{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)}")


class Route(msgspec.Struct, frozen=True):
    """``path`` and ``method`` (lower case), the event's properties, and who answers."""

    path: str
    method: str
    properties: Value
    maker: Maker
    """At the event's place, under its guard."""
    function: Value
    """The ARN of the function; of the state machine, for one."""
    role: Value | None = None
    """The role under which a state machine is started; None for a function."""


def normal_method(method: str) -> str:
    """The key of a method in OpenAPI."""
    lower = method.lower()
    return ANY if lower == "any" else lower


def permitted_path(path: str) -> str:
    """A path as it stands in the ARN of a permission: no slash at the end, ``*`` for holes."""
    shortened = re.sub(r"^(.+)/$", r"\1", path)
    return _GREEDY.sub("*", shortened)


def permitted_method(method: str) -> str:
    """A method as it stands in the ARN of a permission."""
    return "*" if normal_method(method) == ANY else method.upper()


def api_ids(maker: Maker, given: Value, implicit: str) -> list[str]:
    """The ids of the APIs that an event may belong to; the implicit one where none is named."""
    found = []
    for _, api in cases_of(given):
        if isinstance(api, Ref):
            found.append(api.target)
        elif isinstance(api, Known):
            found.append(maker.prefix + api.text())
    return found or [maker.prefix + implicit]
