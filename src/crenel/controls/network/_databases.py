"""Databases whose addresses functions are given."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Database, Function
from crenel.model.truth import Truth, any_of
from crenel.model.value import Ref, Value

_ADDRESSES = ("endpoint", "address")
"""What an attribute with the address of a database has in its name, in either vocabulary."""


def databases_of(subject: Function, app: Knowledge) -> Iterator[tuple[Value, Database]]:
    """Each database with an address in the environment, and where it stands there."""
    for _, _, value in subject.environment.entries():
        for ref in value.refs():
            database = app.application.get(ref.target, Database)
            if database is not None and _is_address(ref):
                yield value, database


def _is_address(ref: Ref) -> bool:
    attribute = ref.attribute.lower()
    return any(part in attribute for part in _ADDRESSES) and not attribute.endswith("port")


def is_public(database: Database, app: Knowledge) -> Truth:
    """Of a cluster the instances say it."""
    members = app.referrers(Database, "cluster", database)
    return any_of(
        [
            database.public.is_true(),
            *(one.entity.public.is_true().under(one.guard) for one in members),
        ]
    )
