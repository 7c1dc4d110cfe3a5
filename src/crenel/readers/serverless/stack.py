"""What is gathered while a service is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from crenel.model.entities import Entity
from crenel.model.provenance import How, Step
from crenel.model.resource import Origin, Resource
from crenel.model.source import Span
from crenel.model.value import Absent, List, Map, Value, mapping
from crenel.readers.sam.values import filled, word
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.merging import joined
from crenel.readers.serverless.naming import normalised

if TYPE_CHECKING:
    from crenel.readers.serverless.scope import ServiceScope

FUNCTION = "Serverless::Function"
PROVIDER = "Serverless::Provider"
LAYER = "Serverless::Layer"


class Stack:
    """The resources of one service, by logical id, and the sections that many of them ask."""

    def __init__(self, scope: ServiceScope) -> None:
        self.scope = scope
        self.made: dict[str, Resource] = {}
        self.entities: list[Entity] = []
        """Ways in whose resource lies elsewhere: a bucket, a pool or a skill that exists."""
        self.written_types: dict[str, str] = {}
        """The resources that the person wrote, by logical id."""
        self.role_statements: list[Value] = []
        """What events need of the shared role."""
        self.functions: dict[str, Value] = {}
        self.provider: Value = scope.whole.get("provider")
        self.span: Span = self._key("provider")

    def setting(self, *path: str) -> Value:
        """A value of ``provider``."""
        return self.provider.at(*path)

    def first(self, *paths: str) -> Value:
        """The first of several dotted paths of ``provider`` that was written."""
        found = [self.provider.at(*path.split(".")) for path in paths]
        return next((one for one in found if not isinstance(one, Absent)), found[-1])

    def shared(self, name: str, value: Value) -> Value:
        """A value of the provider that a function takes over."""
        if isinstance(value, Absent):
            return value
        return value.stepped(Step(How.GLOBALS, f"provider.{name}", value.span))

    def maker(self) -> Maker:
        """A maker for what stands for the whole service."""
        return Maker(self, Origin(self.span.file, "provider", PROVIDER, self.span))

    def name(self, pattern: str, **holes: Value) -> Value:
        """A text with ``${service}`` and ``${stage}``."""
        names = {"service": self.service_name, "stage": self.scope.stage(), **holes}
        return filled(pattern, names, self.span, Step(How.EXPANSION, "framework default"))

    def type_of(self, identity: str) -> str:
        """The type of a resource by its logical id; empty where it is not known."""
        made = self.made.get(identity)
        return made.type if made is not None else self.written_types.get(identity, "")

    def append(self, identity: str, path: tuple[str, ...], value: Value) -> None:
        """Adds to a list or a map inside a resource that is made already."""
        span, via = value.span, value.via
        for name in reversed(path):
            value = mapping({name: value}, span, via)
        made = self.made[identity]
        properties = joined(made.properties, value)
        self.made[identity] = msgspec.structs.replace(made, properties=properties)

    @property
    def service_name(self) -> Value:
        """The name of the service."""
        service = self.scope.whole.get("service")
        return service.get("name") if isinstance(service, Map) else service

    def plugins(self) -> list[Value]:
        """What ``plugins`` names."""
        plugins = self.scope.whole.get("plugins")
        listed = plugins if isinstance(plugins, List) else plugins.get("modules")
        return [item for _, item in listed.items()]

    def uses(self, plugin: str) -> bool:
        """Is a plugin named in ``plugins``?"""
        return any(word(item) == plugin for item in self.plugins())

    def function_id(self, name: str) -> str | None:
        """The logical id of a function of this service, by its name in the file."""
        return f"{normalised(name)}LambdaFunction" if name in self.functions else None

    def key(self, value: Value, name: str) -> Span:
        """Where a key of a map stands."""
        found = value.keys.get(name) if isinstance(value, Map) else None
        return found or value.span or self.span

    def _key(self, name: str) -> Span:
        whole = self.scope.whole
        assert isinstance(whole, Map)  # noqa: S101 - a service is a map
        found = whole.keys.get(name)
        assert found is not None  # noqa: S101 - a service has a provider
        return found
