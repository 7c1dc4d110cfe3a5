"""A Terraform resource as a row sees it: arguments, blocks, documents, neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import Ref, Value, mapping
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform.defaults import DEFAULTS
from crenel.readers.vocabulary.terraform.values import (
    Names,
    each,
    first,
    nested,
    renamed,
    within,
    word_if,
)

if TYPE_CHECKING:
    from crenel.readers.vocabulary.terraform.place import Place


class Written:
    """One resource of Terraform, its references settled, among the others."""

    def __init__(self, resource: Resource, place: Place) -> None:
        self.resource = resource
        self.place = place

    def __getitem__(self, path: str) -> Value:
        """The argument under a dotted path; of blocks, the first; provider's default where set."""
        value = within(self.resource.properties, path)
        default = DEFAULTS.get((self.resource.type, path))
        return value if default is None else value.or_default(default.value, default.phrase)

    def plain(self, names: Names) -> dict[str, Value]:
        """Arguments that only have other names."""
        return {name: self[path] for name, path in names.items()}

    def listed(self, path: str) -> Value:
        """All of an argument that is a list: plain values, or every block of a name."""
        return within(self.resource.properties, path, whole=True)

    def block(self, path: str, names: Names) -> Value:
        """The first block under a name, its arguments renamed; absent where there is none."""
        return renamed(first(self.listed(path)), names)

    def blocks(self, path: str, names: Names) -> Value:
        """All blocks under a name, their arguments renamed; absent where there are none."""
        return self.each(path, lambda item: renamed(item, names))

    def each(self, path: str, change: Callable[[Value], Value]) -> Value:
        """All blocks under a name, each changed; absent where there are none."""
        return each(self.listed(path), change)

    def document(self, path: str) -> Value:
        """A JSON argument as the structure that it spells."""
        return embedded(self[path])

    def made(self, kind: str, properties: Mapping[str, Value], suffix: str = "") -> Resource:
        """A CloudFormation resource for this one (``suffix`` where it stands for several)."""
        resource = self.resource
        return msgspec.structs.replace(
            resource,
            id=resource.id + suffix,
            type=kind,
            written_as="" if resource.type.startswith("module:") else resource.origin.type,
            properties=nested(properties, resource.properties.span or resource.origin.span),
            attributes=mapping({"DeletionPolicy": self._kept()}),
        )

    def _kept(self) -> Value:
        """Terraform deletes what leaves the configuration unless ``prevent_destroy`` forbids it."""
        return word_if(within(self.resource.attributes, "lifecycle.prevent_destroy"), "Retain")

    def ref(self, suffix: str = "", attribute: str = "") -> Ref:
        """A reference to what this resource makes."""
        span = self.resource.origin.span
        return Ref(target=self.resource.id + suffix, attribute=attribute, span=span)

    def neighbours(self, kind: str, path: str) -> Iterator[Written]:
        """Resources of a type whose argument names this one."""
        return self.place.naming(self.resource, kind, path)

    def named(self, path: str, *types: str) -> Written | None:
        """The resource that an argument refers to, of one of the types if any are named."""
        return self.place.referred(self[path], *types)
