"""The document ``crenel.map/1``: every entity with its fields, and the edges between them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import (
    ApiStage,
    Database,
    DeploymentSettings,
    Entity,
    EntryPoint,
    Function,
    Provider,
    Secret,
    StackOutput,
    StackParameter,
    Statement,
    StoredParameter,
)
from crenel.model.source import Span
from crenel.model.value import Absent, Value
from crenel.report.atlas.values import Json, value_json

_OWN = frozenset({"id", "origin", "guard"})
_KEPT: dict[type[Entity], tuple[str, ...]] = {
    Function: ("environment",),
    ApiStage: ("variables",),
    Secret: ("value",),
    StoredParameter: ("value",),
    Database: ("password",),
    StackParameter: ("default",),
    StackOutput: ("value",),
    Provider: ("settings",),
    DeploymentSettings: ("values",),
}
"""Where people write secrets: their literals are not shown."""


def application_json(app: Knowledge) -> dict[str, Json]:
    """One application."""
    application = app.application
    return {
        "file": application.file,
        "format": application.format,
        "environment": application.environment,
        "entities": [entity_json(entity) for entity in application.entities],
        "edges": [edge for entity in application.entities for edge in _edges(entity, app)],
    }


def entity_json(entity: Entity) -> dict[str, Json]:
    """One entity: what it is, where it was written, and every field that was given."""
    fields: dict[str, Json] = {
        name: found
        for name in entity.__struct_fields__
        if name not in _OWN and (found := _shown(entity, name)) is not None
    }
    return {
        "id": entity.id,
        "kind": _kind(entity),
        "address": entity.origin.address,
        "type": entity.origin.type,
        **_place(entity.origin.span),
        **({"when": str(entity.guard)} if entity.guard else {}),
        "fields": fields,
    }


def _kind(entity: Entity) -> str:
    name = type(entity).__name__
    return "".join(f"-{char.lower()}" if char.isupper() else char for char in name).lstrip("-")


def _place(span: Span) -> dict[str, Json]:
    return {"file": span.file, "line": span.line, "column": span.column}


def _shown(entity: Entity, name: str) -> Json:
    """A field; where secrets are kept, references and unknowns stay and literals become stars."""
    field = getattr(entity, name)
    if name in _KEPT.get(type(entity), ()) and isinstance(field, Value):
        return None if isinstance(field, Absent) else value_json(field, masked=True)
    return _field(field)


def _field(field: object) -> Json:
    if isinstance(field, Value):
        return None if isinstance(field, Absent) else value_json(field)
    if isinstance(field, Enum):
        return str(field.value)
    if isinstance(field, str | bool):
        return field or None
    if isinstance(field, tuple):
        return [_statement(one) for one in field if isinstance(one, Statement)] or None
    if isinstance(field, msgspec.Struct):
        return _struct(field)
    return None


def _struct(struct: msgspec.Struct) -> Json:
    pairs = ((name, _field(getattr(struct, name))) for name in struct.__struct_fields__)
    return {name: value for name, value in pairs if value is not None} or None


def _statement(statement: Statement) -> Json:
    whole = value_json(statement.whole)
    return {"when": str(statement.guard), "statement": whole} if statement.guard else whole


def _edges(entity: Entity, app: Knowledge) -> Iterator[Json]:
    """``invokes``, ``triggers`` and ``assumes`` edges; others are the ``ref`` values of fields."""
    if isinstance(entity, EntryPoint):
        function = app.function_of(entity)
        if function is not None:
            yield _edge(entity, "invokes", function, entity.function)
    if isinstance(entity, Function):
        identity = app.identity_of(entity)
        if identity is not None:
            yield _edge(entity, "assumes", identity, entity.identity)


def _edge(source: Entity, kind: str, target: Entity, value: Value) -> Json:
    span = value.span or source.origin.span
    return {"from": source.id, "edge": kind, "to": target.id, **_place(span)}
