"""The ``Globals`` section merged into a resource's properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crenel.model.provenance import How, Step
from crenel.model.resource import Resource
from crenel.model.value import Known, List, Map, Value
from crenel.readers.sam.values import elements, word

_DECIDED = frozenset({How.CONDITION, How.MAPPING, How.PARAMETER_DEFAULT, How.PARAMETER_GIVEN})
_REPLACED = frozenset({"Function.Architectures"})
_REPLACED_DEEP = frozenset({"CapacityProvider.InstanceRequirements.Architectures"})
_PRUNED = frozenset({"CapacityProvider.ManagedResourceTags"})


class Overlay(Mapping[str, Value]):
    """A map's values with some replaced; the others stay as lazy as they are."""

    __slots__ = ("_base", "_changes")

    def __init__(self, base: Mapping[str, Value], changes: Mapping[str, Value]) -> None:
        self._base = base
        self._changes = changes

    def __getitem__(self, key: str) -> Value:
        found = self._changes.get(key)
        return self._base[key] if found is None else found

    # The inherited one raises and catches a KeyError for each property that is not there.
    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        """The value under a key; ``default`` where there is none."""
        found = self._changes.get(key)
        return self._base.get(key, default) if found is None else found

    def __contains__(self, key: object) -> bool:
        return key in self._changes or key in self._base

    def __iter__(self) -> Iterator[str]:
        yield from self._base
        yield from (key for key in self._changes if key not in self._base)

    def __len__(self) -> int:
        return len(self._base) + sum(key not in self._base for key in self._changes)


class Globals:
    """The section, cut by resource type."""

    def __init__(self, section: Value) -> None:
        self._section = section
        self._known: dict[str, dict[str, Value]] = {}

    def merged(self, resource: Resource) -> Value:
        """The properties of a resource with those of its type in ``Globals``."""
        name = resource.type.removeprefix("AWS::Serverless::")
        shared = self._of(name)
        local = resource.properties
        if not shared or not isinstance(local, Map):
            return local
        ignored = _ignored(resource, shared)
        changes = {
            key: _merge(value, local.content[key], f"{name}.{key}")
            if key in local.content
            else value
            for key, value in shared.items()
            if key not in ignored
        }
        return _overlaid(local, changes)

    def _of(self, name: str) -> dict[str, Value]:
        if name not in self._known:
            section = self._section.get(name)
            entries = section.content.items() if isinstance(section, Map) else ()
            self._known[name] = {key: _stepped(value, name) for key, value in entries}
        return self._known[name]


def _stepped(value: Value, name: str) -> Value:
    return value.stepped(Step(How.GLOBALS, f"Globals.{name}", value.span))


def _ignored(resource: Resource, shared: Mapping[str, Value]) -> frozenset[str]:
    attribute = resource.attributes.get("IgnoreGlobals")
    if word(attribute) == "*":
        return frozenset(shared)
    return frozenset(word(one) for _, _, one in elements(attribute))


def _overlaid(local: Map, changes: Mapping[str, Value]) -> Map:
    content = Overlay(local.content, changes)
    return Map(content=content, keys=local.keys, span=local.span, via=local.via)


def _merge(shared: Value, local: Value, path: str) -> Value:
    """Maps merge deep, lists follow each other, everything else is overridden."""
    if _decided(shared) or _decided(local):
        return local
    if isinstance(shared, Map) and isinstance(local, Map):
        return _merged_maps(shared, local, path)
    if isinstance(shared, List) and isinstance(local, List):
        if path in _REPLACED or path in _REPLACED_DEEP:
            return local
        joined = (*shared.elements, *local.elements)
        step = Step(How.GLOBALS, f"Globals.{path}", shared.span)
        return List(elements=joined, span=local.span, via=local.via).stepped(step)
    return local


def _merged_maps(shared: Map, local: Map, path: str) -> Value:
    name = path.partition(".")[0]
    pruned = path in _PRUNED and len(local.content) > 0
    changes = {
        key: _merge(value, local.content[key], f"{path}.{key}")
        if key in local.content
        else _stepped(value, name)
        for key, value in shared.content.items()
        if not pruned or key in local.content
    }
    return _overlaid(local, changes)


def _decided(value: Value) -> bool:
    """Was it an intrinsic function? Such a value is never merged with another."""
    return not isinstance(value, Known) and value.via is not None and value.via.how in _DECIDED
