"""A resource of a template: what every format's reader makes, before a mapper gives it meaning."""

from __future__ import annotations

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.source import Span
from crenel.model.value import NOTHING, Ref, Value, where


class Origin(msgspec.Struct, frozen=True):
    """What the person wrote: findings are told about this, whatever it was expanded into."""

    file: str
    logical_id: str
    type: str
    span: Span
    """The place of the name."""
    also: tuple[tuple[Span, str], ...] = ()
    """Where it comes from in turn, each with a note: the source of what was generated."""

    @property
    def address(self) -> str:
        """``FILE::LOGICAL_ID``: stable when lines move."""
        return f"{self.file}::{self.logical_id}"


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One resource in a provider's vocabulary (``type``), known under ``id`` in its application."""

    id: str
    type: str
    properties: Value
    origin: Origin
    guard: Guard = ALWAYS
    attributes: Value = NOTHING
    """What stands beside the properties: ``DeletionPolicy``, ``DependsOn``, ``Metadata``..."""
    written_as: str = ""
    """Its type in the template's own vocabulary, where ``type`` is a translation of that."""

    @property
    def generated(self) -> bool:
        """Was it made by an expansion, and not written by a person?"""
        return self.origin.type != (self.written_as or self.type)

    def __getitem__(self, path: str) -> Value:
        """The property under a dotted path; absent where nothing was written."""
        return self.properties.at(*path.split("."))

    def where_made(self, path: str) -> Value:
        """The property, for a neighbour: absent where this resource is not made."""
        return where(self.guard, self[path])

    def self_ref(self) -> Ref:
        """A reference to it, standing where its name stands."""
        return Ref(target=self.id, span=self.origin.span)
