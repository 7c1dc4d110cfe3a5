"""What events of a function invoke: the function, or the alias that SAM publishes."""

from __future__ import annotations

import re

import msgspec

from crenel.model.value import Absent, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, written


class Target(msgspec.Struct, frozen=True):
    """``name`` and ``arn`` are what permissions, mappings and rules refer to."""

    id: str
    name: Value
    arn: Value
    alias: Value
    """The name of the alias, absent where there is none."""


def alias_id(alias: Value) -> str:
    """The end of the logical id of an alias."""
    return re.sub(r"[^0-9A-Za-z]", "", alias.text().replace("-", "D").replace("_", "U"))


def target_of(maker: Maker) -> Target:
    """The target of a function's events."""
    alias = maker.get("AutoPublishAlias")
    if isinstance(alias, Absent):
        return Target(maker.resource.id, maker.ref(), maker.ref(attribute="Arn"), alias)

    def named(function: Value) -> Value:
        return each(
            alias,
            lambda one: maker.ref(f"Alias{alias_id(one)}") if written(one) else function,
        )

    arn = maker.ref(attribute="Arn")
    return Target(maker.resource.id, named(maker.ref()), named(arn), alias)
