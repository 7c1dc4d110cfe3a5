"""What a permission to invoke is for: the API, topic or user pool, and where that leads."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import (
    Api,
    Authorizer,
    Entity,
    EntryPoint,
    Function,
    InvokePermission,
    Topic,
    UserPool,
)
from crenel.model.truth import FALSE, Truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

_KINDS: tuple[type[Entity], ...] = (Api, Topic, UserPool)
"""Sources whose ways into functions are all read. A bucket's may be set by a custom resource."""


def source_of(permission: InvokePermission, app: Knowledge) -> Entity | None:
    """The source in this application, where the files tell it in every deployment."""
    found = (app.resolve(permission.source_arn, kind) for kind in _KINDS)
    return next((one for one in found if one is not None), None)


def leads_to(source: Entity, function: Function, app: Knowledge) -> bool:
    """May something of the source invoke the function, be it to ask who is calling?"""
    entries = (one.entity.function for one in app.referrers(EntryPoint, "source", source))
    askers = (one.entity.function for one in app.referrers(Authorizer, "api", source))
    named = [source.askers] if isinstance(source, Api) else []
    return any(app.refers(one, function) for one in (*entries, *askers, *named))


def has_routes_elsewhere(source: Entity, app: Knowledge) -> Truth:
    """May it have ways into functions that the files do not show?"""
    entries = app.referrers(EntryPoint, "source", source)
    open_ones = [one.entity for one in entries if _is_open(one.entity.function, app)]
    if entries and not open_ones:
        return FALSE
    name = f"what {open_ones[0].label} invokes" if open_ones else f"what {source.label} leads to"
    return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name))


def _is_open(value: Value, app: Knowledge) -> bool:
    """Is it a function that is none of this application's, or not known?"""
    return any(value.unknowns()) and app.resolve(value, Function) is None
