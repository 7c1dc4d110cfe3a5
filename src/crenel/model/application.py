"""An application: entities by kind and by reference; from here on no format is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from crenel.model.entities import Entity
from crenel.model.guard import Guard
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import Choice, Known, Ref, Text, Value

E = TypeVar("E", bound=Entity)
Problem = tuple[str, Span]
"""A sentence and its place."""
_FUNCTION = re.compile(r":function:((?:\$\{[^}]*\}|[^:/$])+)")
"""The name in the ARN of a function, before an alias and the ``/invocations`` of an API."""


@cache
def _kinds(kind: type[Entity]) -> tuple[type[Entity], ...]:
    """A kind of entity and all that it is a kind of."""
    return tuple(one for one in kind.__mro__ if issubclass(one, Entity))


class Application:
    """One application in one environment.

    ``file`` is the template that it was read from, ``format`` that template's format.
    """

    def __init__(
        self,
        file: str,
        format_: str,
        entities: Sequence[Entity],
        *,
        environment: str = "",
        stands_for: Mapping[str, str] | None = None,
        sources: Iterable[Source] = (),
        resource_count: int = 0,
        problems: Callable[[], Sequence[Problem]] = tuple,
        metadata: Sequence[tuple[Origin, Value]] = (),
        templates: Mapping[str, str] | None = None,
    ) -> None:
        self.file = file
        self.format = format_
        self.templates = {file: format_, **(templates or {})}
        """Every template that was read, with its format: its own, and those of nested stacks."""
        self.environment = environment
        self.entities = entities
        self.sources = {source.path: source for source in sources}
        self.resource_count = resource_count
        self._problems = problems
        self.metadata = metadata
        """What resources say to tools, as written beside their properties."""
        self._stands_for = stands_for or {}
        """Ids that are names for something else: a function's alias, a version."""
        self._by_id = {entity.id: entity for entity in entities}
        self._by_kind: dict[type[Entity], list[Entity]] = {}
        for entity in entities:
            for kind in _kinds(type(entity)):
                self._by_kind.setdefault(kind, []).append(entity)
        self._addressed: dict[type[Entity], list[tuple[str, Entity]]] = {}
        self._names: dict[type[Entity], dict[str, Entity]] = {}

    def having(self, entity: Entity) -> Application:
        """The same with one more entity: something that every account has and nobody writes."""
        return Application(
            self.file,
            self.format,
            [*self.entities, entity],
            environment=self.environment,
            stands_for=self._stands_for,
            sources=self.sources.values(),
            resource_count=self.resource_count,
            problems=self._problems,
            metadata=self.metadata,
            templates=self.templates,
        )

    @property
    def problems(self) -> Sequence[Problem]:
        """What could not be read inside; it grows, since values are resolved when asked for."""
        return self._problems()

    def all(self, kind: type[E]) -> list[E]:
        """Every entity of a kind or of a kind of it, in the order of the template."""
        return self._by_kind.get(kind, [])  # type: ignore[return-value]  # keyed by their types

    def addressed(self, kind: type[E]) -> list[tuple[str, E]]:
        """The same, each with its address: every control asks."""
        found = self._addressed.get(kind)
        if found is None:
            found = [(one.origin.address, one) for one in self._by_kind.get(kind, ())]
            self._addressed[kind] = found
        return found  # type: ignore[return-value]  # keyed by their types

    def get(self, entity_id: str, kind: type[E]) -> E | None:
        """The entity of an id, if it is of this kind."""
        found = self._by_id.get(self._stands_for.get(entity_id, entity_id))
        return found if isinstance(found, kind) else None

    def resolve(self, value: Value, kind: type[E]) -> E | None:
        """The entity that a value means in every deployment: by reference, or by its physical name.

        None where none is meant, and where deployments differ (``meanings`` tells them apart).
        """
        if not isinstance(value, Choice):
            return self._meant(value, kind)
        found = dict.fromkeys(one for _, one in self.meanings(value, kind))
        return next(iter(found)) if len(found) == 1 else None

    def meanings(self, value: Value, kind: type[E]) -> list[tuple[Guard, E | None]]:
        """What a value means under each guard; the guards cover every deployment."""
        return [(guard, self._meant(leaf, kind)) for guard, leaf in value.cases()]

    def resolve_all(self, value: Value, kind: type[E]) -> list[E]:
        """Every entity that a list or a choice means."""
        found = (self._meant(item, kind) for _, item in value.items())
        return [entity for entity in found if entity is not None]

    def _meant(self, value: Value, kind: type[E]) -> E | None:
        for ref in value.refs():
            found = self.get(ref.target, kind)
            if found is not None:
                return found
        if isinstance(value, Known | Text):
            return self._named(value, kind)
        return None

    def _named(self, value: Known | Text, kind: type[E]) -> E | None:
        if kind not in self._names:
            self._names[kind] = self._names_of(kind)
        text = value.text()
        called = _FUNCTION.search(text)
        text = called[1] if called else text
        names = self._names[kind]
        found = names.get(text) or names.get(text.rpartition(":")[2].rpartition("/")[2])
        return found if isinstance(found, kind) else None

    def _names_of(self, kind: type[Entity]) -> dict[str, Entity]:
        """By physical name. One with an open part that several bear names none of them."""
        found: dict[str, Entity] = {}
        shared: set[str] = set()
        for entity in self.all(kind):
            text = "" if isinstance(entity.name, Ref) else entity.name.text()
            if text in found and any(entity.name.unknowns()):
                shared.add(text)
            if text:
                found[text] = entity
        return {text: entity for text, entity in found.items() if text not in shared}
