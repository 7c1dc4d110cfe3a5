"""Values that hold what a secret store gave out, when a configuration is planned."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Secret, StoredParameter
from crenel.model.truth import Truth, any_of, truth, unknown
from crenel.model.value import Known, Ref, UnknownKind, Value

_STORES = frozenset({UnknownKind.SECRET, UnknownKind.SSM})
_TOLD = ("value", "secret_string", "result")
"""Attributes of resources by which the stored text itself is told."""


def carries_secret(value: Value, app: Knowledge) -> Truth:
    """Does a text hold something from a store? Unknown where an input fills it."""
    return any_of(_carries(leaf, app).under(guard) for guard, leaf in value.cases())


def _carries(leaf: Value, app: Knowledge) -> Truth:
    if isinstance(leaf, Known) or leaf.is_absent().certain:
        return truth(False, leaf)
    kinds = {one.kind for one in leaf.unknowns()}
    if kinds & _STORES or any(_is_told(ref, app) for ref in leaf.refs()):
        return truth(True, leaf)
    return unknown(leaf) if UnknownKind.PARAMETER in kinds else truth(False, leaf)


def _is_told(ref: Ref, app: Knowledge) -> bool:
    kept = app.application.get(ref.target, Secret) or app.application.get(
        ref.target, StoredParameter
    )
    stored = kept is not None or ref.target.startswith("random_password.")
    return stored and ref.attribute.lower() in _TOLD
