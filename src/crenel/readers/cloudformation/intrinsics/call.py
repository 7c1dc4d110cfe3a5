"""One call of an intrinsic function."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crenel.model.source import Span
from crenel.model.value import Unknown, UnknownKind, Value
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from crenel.readers.cloudformation.resolver import Resolver


class Call:
    """The node of the call, and its argument (the same node in the short form)."""

    def __init__(self, resolver: Resolver, node: Node, argument: Node) -> None:
        self.resolver = resolver
        self.scope = resolver.scope
        self.node = node
        self.argument = argument

    @cached_property
    def span(self) -> Span:
        """Where the call stands."""
        return self.resolver.span(self.node)

    def word(self) -> str | None:
        """The argument where it is one plain word."""
        if isinstance(self.argument, ScalarNode):
            return self.resolver.substituted(self.argument.text)
        return None

    def parts(self) -> list[Node]:
        """The argument's items where it is a list."""
        return self.argument.items if isinstance(self.argument, ListNode) else []

    def value(self, node: Node) -> Value:
        """The value of an argument node. In the short form the argument carries the call's tag."""
        return self.resolver.value(node)

    def argument_value(self) -> Value:
        """The value of the whole argument, without the call itself."""
        if self.argument is not self.node:
            return self.resolver.value(self.argument)
        return self.resolver.value(_untagged(self.node))

    def malformed(self, how: str) -> Unknown:
        """What a call that CloudFormation would refuse becomes, with a note."""
        self.resolver.note(how, self.node)
        return Unknown(kind=UnknownKind.MALFORMED, name=how, span=self.span)

    def unknown(self, kind: UnknownKind, name: str) -> Unknown:
        """An unknown at the call's place."""
        return Unknown(kind=kind, name=name, span=self.span)


def _untagged(node: Node) -> Node:
    if isinstance(node, ScalarNode):
        return ScalarNode(node.start, node.end, "", node.text, plain=node.plain)
    copy: ListNode | MapNode
    if isinstance(node, ListNode):
        copy = ListNode(node.start, "")
        copy.items = node.items
    else:
        assert isinstance(node, MapNode)  # noqa: S101 - there are three kinds of node
        copy = MapNode(node.start, "")
        copy.entries = node.entries
    copy.end = node.end
    return copy
