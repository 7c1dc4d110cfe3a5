"""Planned values -> values: what is known, and for the rest what the configuration refers to."""

from __future__ import annotations

from crenel.model.value import Absent, List, Map, Unknown, UnknownKind, Value, known
from crenel.readers.terraform.plan.document import Plan, at, text
from crenel.readers.terraform.plan.filled_in import FILLED_IN
from crenel.readers.terraform.plan.references import References
from crenel.readers.terraform.syntax.expressions import number
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_WORDS = {"true": True, "false": False}


class PlannedValues:
    """The values of one resource."""

    def __init__(self, plan: Plan, references: References, address: str, kind: str) -> None:
        self._plan = plan
        self._references = references
        self._address = address
        self._filled_in = FILLED_IN.get(kind, frozenset())

    def properties(self, node: Node | None, unknown: Node | None, said: Node | None) -> Value:
        """All values; of what nobody set, and the provider fills in, none."""
        found = self.value(node, unknown, said)
        if not isinstance(found, Map) or not isinstance(said, MapNode):
            return found
        unset = {
            name
            for name in self._filled_in - said.entries.keys()
            if isinstance(found.content.get(name), Unknown)
        }
        content = {name: one for name, one in found.content.items() if name not in unset}
        return Map(content=content, keys=found.keys, span=found.span, via=found.via)

    def value(
        self, node: Node | None, unknown: Node | None, expression: Node | None, path: str = ""
    ) -> Value:
        """A value; ``unknown`` and ``expression`` are what the plan says of it elsewhere."""
        if text(unknown) == "true":
            return self._later(node, expression, path)
        if isinstance(node, MapNode) or isinstance(unknown, MapNode):
            return self._map(node, unknown, expression, path)
        if isinstance(node, ListNode) or isinstance(unknown, ListNode):
            return self._list(node, unknown, expression, path)
        return self._scalar(node)

    def _scalar(self, node: Node | None) -> Value:
        if not isinstance(node, ScalarNode):
            return Absent()
        span = self._plan.span(node)
        if not node.plain:
            return known(node.text, span)
        if node.text == "null":
            return Absent(span=span)
        word = _WORDS.get(node.text)
        return known(number(node.text) if word is None else word, span)

    def _map(
        self, node: Node | None, unknown: Node | None, expression: Node | None, path: str
    ) -> Value:
        content: dict[str, Value] = {}
        keys = {}
        written = node.entries if isinstance(node, MapNode) else {}
        for name, (key, _) in written.items():
            keys[name] = self._plan.span(key)
        names = dict.fromkeys(
            [*written, *(unknown.entries if isinstance(unknown, MapNode) else ())]
        )
        for name in names:
            content[name] = self.value(
                at(node, name), at(unknown, name), at(expression, name), f"{path}.{name}"
            )
        span = None if node is None else self._plan.span(node)
        return Map(content=content, keys=keys, span=span)

    def _list(
        self, node: Node | None, unknown: Node | None, expression: Node | None, path: str
    ) -> Value:
        written = node.items if isinstance(node, ListNode) else []
        later = unknown.items if isinstance(unknown, ListNode) else []
        said = expression.items if isinstance(expression, ListNode) else []
        made = []
        for index in range(max(len(written), len(later))):
            one = written[index] if index < len(written) else None
            open_ = later[index] if index < len(later) else None
            # An expression of the whole list speaks of each of its elements.
            inner = said[min(index, len(said) - 1)] if said else expression
            made.append(self.value(one, open_, inner, f"{path}.{index}"))
        span = None if node is None else self._plan.span(node)
        return List(elements=tuple(made), span=span)

    def _later(self, node: Node | None, expression: Node | None, path: str) -> Value:
        """Known after the deployment: a reference where the configuration has just that."""
        found = self._references.meant(expression, self._address)
        if found is not None:
            return found
        span = None if node is None else self._plan.span(node)
        name = f"{self._address}{path}"
        return Unknown(kind=UnknownKind.DEPLOY_TIME, name=name, span=span)
