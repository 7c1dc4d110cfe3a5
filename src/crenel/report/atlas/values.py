"""Values -> JSON: what is known stays itself; everything else is a map that says what it is.

``{"unknown": kind, "name": ...}``, ``{"ref": id, "attribute": ...}``, ``{"text": "a${B}c"}``,
``{"choice": [{"when": guard, "value": ...}]}``. An absent value is left out by its owner.
"""

from __future__ import annotations

from crenel.model.value import Choice, Known, List, Map, Ref, Text, Unknown, Value

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

MASK = "***"


def value_json(value: Value, *, masked: bool = False) -> Json:
    """The JSON of a value; None for an absent one. ``masked``: texts become stars."""
    if isinstance(value, Known):
        return MASK if masked and isinstance(value.value, str) else value.value
    if isinstance(value, List):
        return [value_json(item, masked=masked) for item in value.elements]
    if isinstance(value, Map):
        return {key: value_json(item, masked=masked) for key, item in value.content.items()}
    if isinstance(value, Choice):
        branches: list[Json] = [
            {"when": str(guard), "value": value_json(item, masked=masked)}
            for guard, item in value.branches
        ]
        return {"choice": branches}
    return _open(value, masked=masked)


def _open(value: Value, *, masked: bool) -> Json:
    if isinstance(value, Unknown):
        allowed: dict[str, Json] = {"allowed": list(value.allowed)} if value.allowed else {}
        return {"unknown": value.kind.value, "name": value.name, **allowed}
    if isinstance(value, Ref):
        return {"ref": value.target, **({"attribute": value.attribute} if value.attribute else {})}
    if isinstance(value, Text):
        parts = (_part(segment, masked=masked) for segment in value.segments)
        return {"text": "".join(parts)}
    return None


def _part(segment: Value, *, masked: bool) -> str:
    return MASK if masked and isinstance(segment, Known) else segment.text()
