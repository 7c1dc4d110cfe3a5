"""Parameters that decide what controls judge."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Database, EntryPoint, Function, Identity, InvokePermission
from crenel.model.provenance import How
from crenel.model.truth import Truth, truth
from crenel.model.value import UnknownKind, Value


def security_inputs(app: Knowledge, parameter: str) -> Iterator[tuple[Value, str, Truth]]:
    """The properties that a parameter feeds: where, what, and whether that is still open."""
    for whole, what in _properties(app):
        for guard, value in whole.items():
            if any(_is_open(one.name, parameter, one.kind) for one in value.unknowns()):
                yield value, what, truth(True, value).under(guard)
            elif _by_default(value, parameter):
                yield value, what, truth(False, value).under(guard)


def _properties(app: Knowledge) -> Iterator[tuple[Value, str]]:
    for entry in app.all(EntryPoint):
        yield entry.auth, f"who may call {entry.label}"
    for permission in app.all(InvokePermission):
        yield permission.principal, f"whom {permission.label} lets in"
    for function in app.all(Function):
        yield function.identity, f"as whom {function.label} runs"
    for identity in app.all(Identity):
        yield identity.managed, f"what {identity.label} may do"
    for database in app.all(Database):
        yield database.public, f"whether {database.label} is public"


def _is_open(name: str, parameter: str, kind: UnknownKind) -> bool:
    return kind is UnknownKind.PARAMETER and name == parameter


def _by_default(value: Value, parameter: str) -> bool:
    steps = value.via.chain() if value.via is not None else ()
    detail = f"default of parameter {parameter}"
    return any(step.how is How.PARAMETER_DEFAULT and step.detail == detail for step in steps)
