"""SAM resources -> the plain CloudFormation resources that they stand for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import Value
from crenel.readers.sam.attachments import attached
from crenel.readers.sam.implicit import implicit_makers
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.merging import Globals
from crenel.readers.sam.stack import Note, Stack
from crenel.readers.sam.types import LATE, TABLE

_PREFIX = "AWS::Serverless::"


def _ignore(_sentence: str, _span: Span) -> None:
    """Nobody asked for notes."""


def expand(
    resources: Sequence[Resource],
    globals_: Value,
    *,
    folder: str = "",
    note: Note = _ignore,
) -> list[Resource]:
    """Every resource in order, SAM's replaced by what they stand for.

    ``folder`` is where the template lies, for local paths; ``note`` is told what could not be
    expanded, and where it stands.
    """
    shared = Globals(globals_)
    merged = [_merged(resource, shared) for resource in resources]
    stack = Stack({resource.id: resource for resource in merged}, note, folder)
    groups: list[list[Resource]] = [[] for _ in merged]
    order = sorted(range(len(merged)), key=lambda index: merged[index].type in LATE)
    for index in order:
        stack.made = groups[index]
        _expand(merged[index], stack)
    made = [resource for group in groups for resource in group]
    stack.made = []
    for maker in implicit_makers(stack, shared):
        TABLE.get(maker.resource.type, print)(maker)
    return attached([*made, *stack.made], stack)


def _merged(resource: Resource, shared: Globals) -> Resource:
    if not resource.type.startswith(_PREFIX):
        return resource
    return msgspec.structs.replace(resource, properties=shared.merged(resource))


def _expand(resource: Resource, stack: Stack) -> None:
    if not resource.type.startswith(_PREFIX):
        stack.made.append(resource)
        return
    one = TABLE.get(resource.type)
    if one is None:
        stack.note(f"SAM resources of type {resource.type} are not expanded", resource.origin.span)
        stack.made.append(resource)
        return
    one(Maker(resource, resource.properties, stack))
