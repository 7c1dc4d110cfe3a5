"""What every row needs: the table, the common fields, the provider's defaults."""

from __future__ import annotations

from functools import reduce
from typing import TypedDict

from crenel.model.guard import ALWAYS, Guard
from crenel.model.resource import Origin, Resource
from crenel.model.value import Value
from crenel.readers.vocabulary.cloudformation.defaults import DEFAULTS
from crenel.readers.vocabulary.world import Rows

row = Rows()


class Common(TypedDict):
    """The fields that all entities share."""

    id: str
    origin: Origin
    guard: Guard


def common(resource: Resource, suffix: str = "", guard: Guard = ALWAYS) -> Common:
    """The shared fields of an entity made from a resource; ``suffix`` tells siblings apart."""
    joined = resource.guard.conjoin(guard)
    return {
        "id": resource.id + suffix,
        "origin": resource.origin,
        "guard": resource.guard if joined is None else joined,
    }


def effective(resource: Resource, path: str) -> Value:
    """The property, or the provider's default where nothing was written."""
    default = DEFAULTS.get((resource.type, path))
    value = resource[path]
    return value if default is None else value.or_default(default.value, default.phrase)


def first_present(*values: Value) -> Value:
    """The first value that was written, in each deployment."""
    return reduce(lambda first, second: first.or_else(second), values)
