"""Nodes -> values, with the framework's variables put in before CloudFormation's functions run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from crenel.model.provenance import Step
from crenel.model.source import Source, Span
from crenel.model.value import Known, List, Map, Unknown, UnknownKind, Value, known
from crenel.readers.cloudformation.join import concatenated
from crenel.readers.cloudformation.resolver import Resolver
from crenel.readers.serverless.variables.pseudo import has_pseudo, with_pseudo
from crenel.readers.serverless.variables.syntax import Literal, Piece, has_variable, pieces
from crenel.readers.text.tree import Node, ScalarNode

if TYPE_CHECKING:
    from crenel.readers.serverless.scope import ServiceScope

MAX_DEPTH = 24
"""Variables that lead to variables; the deepest public service has 5."""
MAX_TEXT = 100_000
"""Characters of one text: variables can double a text again and again."""


class ServiceResolver(Resolver):
    """Resolves the nodes of the service file, or of a file that it includes."""

    scope: ServiceScope

    def __init__(self, source: Source, scope: ServiceScope, via: Step | None = None) -> None:
        super().__init__(source, scope, None, via)
        self._texts: dict[int, Value] = {}

    def value(self, node: Node) -> Value:
        """As for any template; a node of an included file is resolved with that file."""
        owner = self.scope.owners.get(id(node), self)
        if owner is not self:
            return owner.value(node)
        return super().value(node)

    def substituted(self, text: str) -> str:
        """The text inside a function: what is known is put in, the rest stays a name."""
        if not has_variable(text):
            return text
        parts = (self._piece_text(piece) for piece in pieces(text))
        return "".join(parts)[:MAX_TEXT]

    def of_text(self, text: str, span: Span) -> Value:
        """The value of a text with variables."""
        parts: list[Value] = []
        for piece in pieces(text):
            if isinstance(piece, Literal):
                parts.append(known(piece.text, span, self.via))
            else:
                parts.append(self.scope.variables.value(piece, span, self))
        if len(parts) == 1:
            return parts[0]
        whole = concatenated([_scalar(part, span) for part in parts], span, self.via)
        if len(whole.text()) > MAX_TEXT:
            return Unknown(kind=UnknownKind.OVER_BUDGET, name="text", span=span)
        steps = [part.via for part in parts if part.via is not None and part.via is not self.via]
        for step in steps if isinstance(whole, Known) else ():
            whole = whole.stepped(msgspec.structs.replace(step, before=None))
        return whole

    def _plain(self, node: Node) -> Value:
        value = super()._plain(node)
        if isinstance(value, List | Map):
            self.scope.nodes[id(value)] = (self, node, value)
        return value

    def _scalar(self, node: ScalarNode) -> Value:
        if "${" in node.text and has_variable(node.text):
            return self._variable(node)
        if "#{" in node.text and has_pseudo(node.text):
            return with_pseudo(node.text, self.span(node), self.scope)
        return super()._scalar(node)

    def _variable(self, node: ScalarNode) -> Value:
        found = self._texts.get(id(node))
        if found is None:
            span = self.span(node)
            found = self.scope.guarded(id(node), span, lambda: self.of_text(node.text, span))
            self._texts[id(node)] = found
        return found

    def _piece_text(self, piece: Piece) -> str:
        if isinstance(piece, Literal):
            return piece.text
        span = Span(self.source, 0, 0)
        value = self.scope.variables.value(piece, span, self)
        return value.text() if isinstance(value, Known) else _hole(value, piece.raw)


def _hole(value: Value, raw: str) -> str:
    """What stays a name inside ``Fn::Sub``: a pseudo-parameter keeps its own."""
    if isinstance(value, Unknown) and value.kind is UnknownKind.PSEUDO:
        return "${" + value.name + "}"
    return raw


def _scalar(part: Value, span: Span) -> Value:
    """A part of a text; a list or a map has no place in one."""
    if isinstance(part, List | Map):
        return Unknown(kind=UnknownKind.MALFORMED, name="text", span=span)
    return part
