"""References to what SAM makes under a name of its own: ``!Ref Function.Alias``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import Choice, List, Map, Ref, Text, Value

Names = Mapping[str, str]
"""``Function.Alias`` -> the id of the alias."""


def renamed(value: Value, names: Names) -> Value:
    """The value with such references pointing at the resources; maps stay lazy."""
    if isinstance(value, Ref):
        return _renamed(value, names)
    if isinstance(value, Map):
        return msgspec.structs.replace(value, content=_Renamed(value.content, names))
    if isinstance(value, List):
        elements = tuple(renamed(one, names) for one in value.elements)
        return msgspec.structs.replace(value, elements=elements)
    if isinstance(value, Text):
        segments = tuple(
            _renamed(one, names) if isinstance(one, Ref) else one for one in value.segments
        )
        return msgspec.structs.replace(value, segments=segments)
    if isinstance(value, Choice):
        branches = tuple((guard, renamed(one, names)) for guard, one in value.branches)
        return msgspec.structs.replace(value, branches=branches)
    return value


def used(names: Names, resources: Iterable[Resource]) -> Names:
    """The names that stand somewhere in the templates."""
    texts = {id(one.origin.span.source): one.origin.span.source.text for one in resources}
    short = {name: name.rpartition(".")[2] for name in names}
    return {
        name: target
        for name, target in names.items()
        if any(f".{short[name]}" in text or f'"{short[name]}"' in text for text in texts.values())
    }


def _renamed(reference: Ref, names: Names) -> Ref:
    name = reference.target
    if reference.attribute and name not in names:
        first, _, rest = reference.attribute.partition(".")
        target = names.get(f"{name}.{first}")
        if target is None:
            return reference
        return msgspec.structs.replace(reference, target=target, attribute=rest)
    target = names.get(name)
    return reference if target is None else msgspec.structs.replace(reference, target=target)


class _Renamed(Mapping[str, Value]):
    """A map's values, each renamed when it is asked for."""

    __slots__ = ("_base", "_names")

    def __init__(self, base: Mapping[str, Value], names: Names) -> None:
        self._base = base
        self._names = names

    def __getitem__(self, key: str) -> Value:
        return renamed(self._base[key], self._names)

    def __contains__(self, key: object) -> bool:
        return key in self._base

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)
