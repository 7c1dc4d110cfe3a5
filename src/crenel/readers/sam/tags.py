"""Tags: SAM writes them as a map, CloudFormation as a list."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Map, Value, mapping, sequence
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each


def tag_list(maker: Maker, *, marked: bool = True, mark: str = "lambda:createdBy") -> Value:
    """The tags of a resource; ``marked`` adds SAM's own."""
    own_mark = [tag(mark, maker.known("SAM"), maker)] if marked else []

    def listed(tags: Value) -> Value:
        if isinstance(tags, Map):
            own = [tag(key, value, maker) for key, value in tags.content.items()]
            return sequence([*own_mark, *own], tags.span or maker.span, maker.via)
        if isinstance(tags, Absent):
            return sequence(own_mark, maker.span, maker.via) if own_mark else NOTHING
        return tags

    return each(maker.get("Tags"), listed)


def tag(key: str, value: Value, maker: Maker) -> Value:
    """One tag."""
    return mapping({"Key": maker.known(key), "Value": value}, value.span, maker.via)
