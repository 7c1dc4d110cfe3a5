"""Tags: SAM writes them as a map, CloudFormation as a list."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Map, Value, mapping, sequence
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each


def tag_list(maker: Maker, *, marked: bool = True, name: str = "Tags") -> Value:
    """The tags of a resource; ``marked`` adds SAM's own."""
    mark = [_tag("lambda:createdBy", maker.known("SAM"), maker)] if marked else []

    def listed(tags: Value) -> Value:
        if isinstance(tags, Map):
            own = [_tag(key, value, maker) for key, value in tags.content.items()]
            return sequence([*mark, *own], tags.span or maker.span, maker.via)
        if isinstance(tags, Absent):
            return sequence(mark, maker.span, maker.via) if mark else NOTHING
        return tags

    return each(maker.get(name), listed)


def _tag(key: str, value: Value, maker: Maker) -> Value:
    return mapping({"Key": maker.known(key), "Value": value}, value.span, maker.via)
