"""Who refers to what: one field of one kind of entity, looked through once."""

from __future__ import annotations

from typing import Generic

import msgspec

from crenel.model.application import Application, E
from crenel.model.entities import Entity
from crenel.model.guard import Guard
from crenel.model.value import Value


class Referrer(msgspec.Struct, Generic[E], frozen=True, eq=False):
    """An entity that refers to another: ``value`` says so, in the deployments of ``guard``."""

    guard: Guard
    entity: E
    value: Value


class Index(Generic[E]):
    """The entities of a ``kind`` by the ``target`` that a field means: a value, or a list of them.

    ``field`` may go on below the field: ``redrive.deadLetterTargetArn``.
    """

    def __init__(self, app: Application, kind: type[E], field: str, target: type[Entity]) -> None:
        self._found: dict[str, list[Referrer[E]]] = {}
        self.elsewhere: list[Referrer[E]] = []
        """Those that mean none of this application."""
        name, *below = field.split(".")
        for entity in app.all(kind):
            for inner, item in getattr(entity, name).at(*below).items():
                guard = entity.guard.conjoin(inner)
                if guard is not None:
                    self._add(app.resolve(item, target), Referrer(guard, entity, item))

    def _add(self, meant: Entity | None, one: Referrer[E]) -> None:
        found = self.elsewhere if meant is None else self._found.setdefault(meant.id, [])
        found.append(one)

    def of(self, entity: Entity) -> list[Referrer[E]]:
        """Those that refer to an entity."""
        return self._found.get(entity.id, [])
