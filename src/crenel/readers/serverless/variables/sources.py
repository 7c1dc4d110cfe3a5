"""What each source of variables gives. The process environment is never read.

Source: the framework's documentation, "Variables" and its pages, as of 2026-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from crenel.model.provenance import How, Step
from crenel.model.source import Span
from crenel.model.value import (
    NOTHING,
    Absent,
    Known,
    List,
    Map,
    Unknown,
    UnknownKind,
    Value,
    known,
)
from crenel.readers.serverless.compose import given_by
from crenel.readers.serverless.variables.syntax import Source, source_of

if TYPE_CHECKING:
    from crenel.readers.serverless.scope import ServiceScope
    from crenel.readers.serverless.variables.resolver import ServiceResolver

_KINDS = {
    "ssm": UnknownKind.SSM,
    "cf": UnknownKind.STACK_EXPORT,
    "output": UnknownKind.STACK_EXPORT,
    "vault": UnknownKind.SECRET,
    "doppler": UnknownKind.SECRET,
    "secrets": UnknownKind.SECRET,
    "secretsmanager": UnknownKind.SECRET,
}
_SECRET_PATH = "/aws/reference/secretsmanager/"  # noqa: S105 - a prefix, not a password
_TRUE = {"true": True, "1": True, "false": False, "0": False}


class Asked(msgspec.Struct, frozen=True):
    """A source that is asked, where the variable stands, and the names that hold there."""

    source: Source
    span: Span
    resolver: ServiceResolver
    scope: ServiceScope

    @property
    def name(self) -> str:
        """What people call it: ``ssm:/a/b``."""
        return f"{self.source.type}:{self.source.address or self.source.parameter}"

    def unknown(self, kind: UnknownKind) -> Unknown:
        """Not to be known from the files."""
        return Unknown(kind=kind, name=self.name, span=self.span)


def self_(asked: Asked) -> Value:
    """Another place of the service file."""
    address = asked.source.address
    found = _place(address, asked)
    if isinstance(found, Absent):
        found = _own_default(address, asked)
    return _used(found, asked)


def opt(asked: Asked) -> Value:
    """A flag of the command line; ``stage`` and ``region`` have the provider's as defaults."""
    name = asked.source.address
    if name == "stage":
        given = asked.scope.given_stage(asked.span)
        return given if not isinstance(given, Absent) else NOTHING
    return asked.scope.given_parameter(name, asked.span)


def param(asked: Asked) -> Value:
    """A parameter: given, by a person or a composition, or of the stage, or of every stage."""
    name = asked.source.address
    given = asked.scope.given_parameter(name, asked.span)
    if isinstance(given, Absent):
        given = given_by(asked.scope.composed, name)
    if not isinstance(given, Absent):
        return given
    stage = asked.scope.stage().known()
    for place in (str(stage), "default"):
        for path in (("params", place, name), ("stages", place, "params", name)):
            found = asked.scope.whole.at(*path)
            if not isinstance(found, Absent):
                return _used(found, asked)
    return NOTHING


def sls(asked: Asked) -> Value:
    """What the framework itself knows."""
    if asked.source.address == "stage":
        return msgspec.structs.replace(asked.scope.stage(), span=asked.span)
    return asked.unknown(UnknownKind.DEPLOY_TIME)


def aws(asked: Asked) -> Value:
    """The account and the region."""
    names = {"accountId": "AWS::AccountId", "region": "AWS::Region", "partition": "AWS::Partition"}
    name = names.get(asked.source.address)
    if name is None:
        return asked.unknown(UnknownKind.DEPLOY_TIME)
    return Unknown(kind=UnknownKind.PSEUDO, name=name, span=asked.span)


def env(_: Asked) -> Value:
    """The process environment of whoever deploys: nothing here, so that a default may speak."""
    return NOTHING


def file(asked: Asked) -> Value:
    """A YAML or JSON file inside the root, or a place in it."""
    found = asked.scope.included(asked.source.parameter, asked.span)
    if isinstance(found, Unknown):
        return found
    return _used(walked(found, asked.source.address), asked)


def str_to_bool(asked: Asked) -> Value:
    """A word as a switch."""
    inner = asked.source.parameter
    value: Value = known(inner.strip("'\""), asked.span)
    if source_of(inner) is not None:
        value = asked.resolver.of_text("${" + inner + "}", asked.span)
    switch = _TRUE.get(value.text().lower()) if isinstance(value, Known) else None
    return value if switch is None else Known(value=switch, span=asked.span, via=value.via)


def elsewhere(asked: Asked) -> Value:
    """What lives in an account, another stack, a vault or a plugin: unknown, with its name."""
    kind = _KINDS.get(asked.source.type.lower(), UnknownKind.EXTERNAL)
    address = asked.source.address
    if kind is UnknownKind.SSM and (address.startswith(_SECRET_PATH) or address.endswith("~true")):
        kind = UnknownKind.SECRET
    return asked.unknown(kind)


def _place(address: str, asked: Asked) -> Value:
    """What stands at a place of the service file.

    The way there may lead through a variable whose inside is being resolved just now: ``a`` may
    hold ``${self:a.b}``, and not ``${self:a}``.
    """
    way, _, last = address.rpartition(".")
    with asked.scope.passing():
        outer = walked(asked.scope.whole, way)
    return walked(outer, last)


def walked(value: Value, address: str) -> Value:
    """The value under a dotted address."""
    for part in filter(None, address.split(".")):
        if isinstance(value, List):
            inside = part.isascii() and part.isdigit() and int(part) < len(value.elements)
            value = value.elements[int(part)] if inside else NOTHING
        else:
            value = value.get(part)
    return value


def _own_default(address: str, asked: Asked) -> Value:
    """What the framework fills in for itself before variables are read."""
    if address == "provider.stage":
        return asked.scope.stage()
    if address == "provider.region":
        return Unknown(kind=UnknownKind.PSEUDO, name="AWS::Region", span=asked.span)
    if address == "service.name":
        return asked.scope.whole.get("service")
    return NOTHING


def _used(found: Value, asked: Asked) -> Value:
    """A value that stands elsewhere, told where it is used."""
    if isinstance(found, Map) and asked.name == "self:service":
        found = found.get("name")
    if isinstance(found, List | Map):
        return found if asked.scope.opened(found) else asked.scope.cycle(asked.span)
    if isinstance(found, Absent):
        return NOTHING
    step = Step(How.REFERENCE, f"{asked.name} is used here", found.span)
    return msgspec.structs.replace(found.stepped(step), span=asked.span)
