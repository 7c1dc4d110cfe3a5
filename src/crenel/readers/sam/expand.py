"""SAM resources -> the plain CloudFormation resources that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import Absent, Value
from crenel.readers.sam.attachments import attached
from crenel.readers.sam.implicit import implicit_makers
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.merging import Globals
from crenel.readers.sam.propagation import propagated
from crenel.readers.sam.renaming import Names, renamed, used
from crenel.readers.sam.stack import Note, Stack
from crenel.readers.sam.types import LATE, TABLE

_PREFIX = "AWS::Serverless::"
_CONNECTOR = "AWS::Serverless::Connector"


def _ignore(_sentence: str, _span: Span) -> None:
    """Nobody asked for notes."""


class Expansion(msgspec.Struct, frozen=True):
    """The plain ``resources``, and the ``names`` under which outputs may refer to some of them."""

    resources: list[Resource]
    names: Names

    def value(self, value: Value) -> Value:
        """A value of the template (an output) whose references point at plain resources."""
        return renamed(value, self.names) if self.names else value


def expand(
    resources: Sequence[Resource],
    globals_: Value,
    *,
    folder: str = "",
    note: Note = _ignore,
) -> list[Resource]:
    """Every resource in order, SAM's replaced by what they stand for.

    ``folder`` is where the template lies, for local paths; ``note`` is told what could not be
    expanded, and where it stands. What lies in a folder of the project rather than in S3 stands
    under a property of ours: ``LocalPath`` in the code of functions and layers, ``DefinitionUri``
    of APIs and state machines, ``Location`` of applications.
    """
    return expansion(resources, globals_, folder=folder, note=note).resources


def expansion(
    resources: Sequence[Resource],
    globals_: Value,
    *,
    folder: str = "",
    note: Note = _ignore,
) -> Expansion:
    """The same, with the names that outputs may use."""
    shared = Globals(globals_)
    merged = [_merged(resource, shared) for resource in resources]
    stack = Stack({resource.id: resource for resource in merged}, note, folder)
    made = _made(merged, stack)
    made += _made_of(implicit_makers(stack, shared), stack)
    made += _connected(merged, made, stack)
    made = attached(made, stack)
    names = used(stack.aliases, merged) if stack.aliases else {}
    return Expansion([_renamed(one, names) for one in made] if names else made, names)


def _made(merged: list[Resource], stack: Stack) -> list[Resource]:
    """What each resource stands for, in order; APIs wait for the routes that events add."""
    groups: list[list[Resource]] = [[] for _ in merged]
    for index in sorted(range(len(merged)), key=lambda index: merged[index].type in LATE):
        stack.made = groups[index]
        _expand(merged[index], stack)
    return [resource for group in groups for resource in group]


def _made_of(makers: Iterable[Maker], stack: Stack) -> list[Resource]:
    stack.made = []
    for maker in makers:
        _expand_by(maker, stack)
    return stack.made


def _connected(merged: list[Resource], made: list[Resource], stack: Stack) -> list[Resource]:
    """What connectors stand for; few templates have one."""
    embedded = (one.attributes.get("Connectors") for one in merged)
    alone = any(one.type == _CONNECTOR for one in merged)
    if not alone and all(isinstance(one, Absent) for one in embedded):
        return []
    from crenel.readers.sam.connectors.find import connected  # noqa: PLC0415 - as above

    return connected(merged, made, stack)


def _renamed(resource: Resource, names: Names) -> Resource:
    return msgspec.structs.replace(resource, properties=renamed(resource.properties, names))


def _merged(resource: Resource, shared: Globals) -> Resource:
    if not resource.type.startswith(_PREFIX):
        return resource
    return msgspec.structs.replace(resource, properties=shared.merged(resource))


def _expand(resource: Resource, stack: Stack) -> None:
    if not resource.type.startswith(_PREFIX):
        stack.made.append(resource)
        return
    if resource.type not in TABLE:
        stack.note(f"SAM resources of type {resource.type} are not expanded", resource.origin.span)
        stack.made.append(resource)
        return
    _expand_by(Maker(resource, resource.properties, stack), stack)


def _expand_by(maker: Maker, stack: Stack) -> None:
    before = len(stack.made)
    TABLE[maker.resource.type](maker)
    stack.made[before:] = propagated(maker, stack.made[before:])
