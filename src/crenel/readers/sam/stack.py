"""What all expansions of one template share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from crenel.model.guard import Guard
from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import Value

if TYPE_CHECKING:
    from crenel.readers.sam.apis.route import Route

Note = Callable[[str, Span], None]

MAX_MADE = 10_000
"""Resources made, and events looked at, for one template; CloudFormation takes 500 resources."""


class Stack:
    """The resources of a template, those made so far, and what makers leave for each other."""

    def __init__(self, resources: Mapping[str, Resource], note: Note, folder: str) -> None:
        self.resources = resources
        self.note = note
        self.folder = folder
        self.made: list[Resource] = []
        """Where makers put what they make."""
        self.routes: dict[str, list[Route]] = {}
        """By the id of an API: the routes that events add to it."""
        self.notifications: dict[str, list[Value]] = {}
        """By the id of a bucket: the notifications that events add to it."""
        self.triggers: dict[str, list[tuple[str, Value]]] = {}
        """By the id of a user pool: the triggers that events add to it."""
        self.additions: dict[str, list[tuple[str, Value]]] = {}
        """By the id of a resource that SAM makes once: elements for its lists, by property."""
        self.aliases: dict[str, str] = {}
        """What ``Ref`` may call a made resource (``Function.Alias``), and its id."""
        self._room = MAX_MADE
        self._once: dict[str, Guard] = {}
        self.widened: set[str] = set()
        """Ids of resources that several makers share under different guards."""

    def has_room(self, span: Span) -> bool:
        """May one more be made for what stands here? The first that may not is told."""
        self._room -= 1
        if self._room == -1:
            self.note(f"SAM makes more than {MAX_MADE:,} of this: the rest is not judged", span)
        return self._room >= 0

    def first(self, identity: str, guard: Guard) -> bool:
        """Is it the first time that this resource, which a template has once, is wanted?"""
        if identity not in self._once:
            self._once[identity] = guard
            return True
        if self._once[identity] != guard:
            self.widened.add(identity)
        return False
