"""Which entity a value means, when a template leaves that open."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Entity
from crenel.model.truth import FALSE, Truth, any_of, truth, unknown
from crenel.model.value import UnknownKind, Value


def means(app: Knowledge, value: Value, entity: Entity) -> Truth:
    """Does a value (or an item of a list) mean this entity? Unknown where an input decides it."""
    return any_of(_means(app, item, entity).under(guard) for guard, item in value.items())


def referred(app: Knowledge, kind: type[Entity], field: str, entity: Entity) -> Truth:
    """Does an entity of a kind refer to this one? Unknown where an input decides it.

    As ``means`` for the field of each of them, but they are looked through only once.
    """
    found = (truth(True, one.value).under(one.guard) for one in app.referrers(kind, field, entity))
    return any_of((*found, _open(app, kind, field, type(entity))))


def _open(app: Knowledge, kind: type[Entity], field: str, target: type[Entity]) -> Truth:
    index = app.index(kind, field, target)
    return app.once(
        ("open references", kind, field, target),
        lambda: any_of(elsewhere(one.value).under(one.guard) for one in index.elsewhere),
    )


def is_known(value: Value) -> bool:
    """Do the files tell everything of the value but what a deployment makes itself?"""
    settled = (UnknownKind.PSEUDO, UnknownKind.DEPLOY_TIME)
    return all(one.kind in settled for one in value.unknowns())


def _means(app: Knowledge, item: Value, entity: Entity) -> Truth:
    if app.resolve(item, type(entity)) is entity:
        return truth(True, item)
    return elsewhere(item)


def elsewhere(item: Value) -> Truth:
    """Of what means no entity here: may an input make it mean the one that is asked about?"""
    return FALSE if is_known(item) or any(item.refs()) else unknown(item)
