"""Which entity a value means, when a template leaves that open."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Entity
from crenel.model.truth import FALSE, Truth, any_of, truth, unknown
from crenel.model.value import UnknownKind, Value


def means(app: Knowledge, value: Value, entity: Entity) -> Truth:
    """Does a value (or an item of a list) mean this entity? Unknown where an input decides it."""
    return any_of(_means(app, item, entity).under(guard) for guard, item in value.items())


def is_known(value: Value) -> bool:
    """Do the files tell everything of the value but what a deployment makes itself?"""
    settled = (UnknownKind.PSEUDO, UnknownKind.DEPLOY_TIME)
    return all(one.kind in settled for one in value.unknowns())


def _means(app: Knowledge, item: Value, entity: Entity) -> Truth:
    if app.resolve(item, type(entity)) is entity:
        return truth(True, item)
    return FALSE if is_known(item) or any(item.refs()) else unknown(item)
