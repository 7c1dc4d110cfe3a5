"""Parameters that decide what controls judge."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Database, EntryPoint, Function, Identity, InvokePermission
from crenel.model.provenance import How
from crenel.model.truth import Truth, truth
from crenel.model.value import UnknownKind, Value

_DEFAULT = "default of parameter "

Input = tuple[Value, str, Truth]
"""Where a property is written, what it says, and whether that is still open."""


def security_inputs(app: Knowledge, parameter: str) -> list[Input]:
    """The properties that a parameter feeds."""
    return app.once("security inputs", lambda: _by_parameter(app)).get(parameter, [])


def _by_parameter(app: Knowledge) -> dict[str, list[Input]]:
    found: dict[str, list[Input]] = {}
    for whole, what in _properties(app):
        for guard, value in whole.items():
            open_ = dict.fromkeys(
                one.name for one in value.unknowns() if one.kind is UnknownKind.PARAMETER
            )
            for name in open_:
                found.setdefault(name, []).append((value, what, truth(True, value).under(guard)))
            for name in _defaults(value) - open_.keys():
                found.setdefault(name, []).append((value, what, truth(False, value).under(guard)))
    return found


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


def _defaults(value: Value) -> set[str]:
    """The parameters whose defaults made the value what it is."""
    steps = value.via.chain() if value.via is not None else ()
    return {
        step.detail.removeprefix(_DEFAULT)
        for step in steps
        if step.how is How.PARAMETER_DEFAULT and step.detail.startswith(_DEFAULT)
    }
