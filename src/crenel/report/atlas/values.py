"""Values -> JSON: what is known stays itself; everything else is a map that says what it is.

``{"unknown": kind, "name": ...}``, ``{"ref": id, "attribute": ...}``, ``{"text": "a${B}c"}``,
``{"choice": [{"when": guard, "value": ...}]}``. An absent value is left out by its owner.
"""

from __future__ import annotations

from crenel.model.value import Choice, Known, List, Map, Ref, Text, Unknown, Value

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def value_json(value: Value) -> Json:
    """The JSON of a value; None for an absent one."""
    if isinstance(value, Known):
        return value.value
    if isinstance(value, List):
        return [value_json(item) for item in value.elements]
    if isinstance(value, Map):
        return {key: value_json(item) for key, item in value.content.items()}
    if isinstance(value, Choice):
        return {"choice": [_branch(str(guard), item) for guard, item in value.branches]}
    return _open(value)


def _branch(when: str, value: Value) -> Json:
    return {"when": when, "value": value_json(value)}


def _open(value: Value) -> Json:
    if isinstance(value, Unknown):
        allowed: dict[str, Json] = {"allowed": list(value.allowed)} if value.allowed else {}
        return {"unknown": value.kind.value, "name": value.name, **allowed}
    if isinstance(value, Ref):
        return {"ref": value.target, **({"attribute": value.attribute} if value.attribute else {})}
    return {"text": value.text()} if isinstance(value, Text) else None
