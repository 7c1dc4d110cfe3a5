"""Conditions -> truths: decided where the inputs are known, guarded where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.guard import Atom, Guard
from crenel.model.source import Span
from crenel.model.truth import FALSE, TRUE, Case, Truth, all_of, any_of, truth
from crenel.model.value import Known, Unknown, UnknownKind, Value
from crenel.readers.cloudformation.allowance import MAX_DEPTH
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from crenel.readers.cloudformation.scope import Scope

_OPEN_KINDS = frozenset({UnknownKind.PARAMETER, UnknownKind.PSEUDO})
_FUNCTIONS = frozenset({"And", "Or", "Not", "Equals", "Condition"})


class Conditions:
    """The conditions of one template, each evaluated once."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._known: dict[str, Truth] = {}
        self._under_way: set[str] = set()

    def named(self, name: str, span: Span) -> Truth:
        """When the condition ``name`` holds."""
        if name not in self._known:
            found = self._evaluated(name, span)
            lost = any(case.holds is None for case in found.cases)
            # Too many cases to follow: the condition itself is then what decides.
            self._known[name] = _guarded(_atom(name)) if lost else found
        return self._known[name]

    def guard(self, name: str, span: Span) -> Guard | None:
        """The guard of a resource under this condition; None where it is never made."""
        holding = [case.guard for case in self.named(name, span).cases if case.holds]
        if not holding:
            return None
        if len(holding) == 1:
            return holding[0]
        return Guard(((_atom(name), True),))

    def _evaluated(self, name: str, span: Span) -> Truth:
        node = self._scope.template.section("Conditions").get(name)
        if node is None or name in self._under_way:
            wrong = "is not defined" if node is None else "depends on itself"
            self._scope.problems.append((f"the condition {name} {wrong}", span))
            return _guarded(_atom(name))
        self._under_way.add(name)
        try:
            return self._expression(node, name)
        finally:
            self._under_way.discard(name)

    def _expression(self, node: Node, name: str) -> Truth:
        allowance = self._scope.allowance
        if allowance.depth >= MAX_DEPTH:
            self._scope.note(f"conditions nested more than {MAX_DEPTH} deep", node)
            return _guarded(_atom(name))
        allowance.depth += 1
        try:
            return self._computed(node, name)
        finally:
            allowance.depth -= 1

    def _computed(self, node: Node, name: str) -> Truth:
        function, argument = _call(node)
        if function == "Condition" and isinstance(argument, ScalarNode):
            return self.named(argument.text, self._scope.template.span(node))
        parts = argument.items if isinstance(argument, ListNode) else []
        if function == "Equals" and len(parts) == 2:  # noqa: PLR2004 - two sides
            left, right = (self._scope.resolver.value(part) for part in parts)
            if self._scope.allowance.steps(_pairs(left, right)):
                return _equal(left, right, name)
            self._scope.overdrawn(self._scope.template.span(node))
            return _guarded(_atom(name), left, right)
        if function == "Not" and len(parts) == 1:
            return ~self._expression(parts[0], f"not {name}")
        if function in ("And", "Or") and parts:
            combine = all_of if function == "And" else any_of
            inner = [self._expression(part, f"{name}.{i}") for i, part in enumerate(parts)]
            return combine(inner)
        self._scope.note(f"the condition {name} is not one that CloudFormation knows", node)
        return _guarded(_atom(name))


def _call(node: Node) -> tuple[str, Node | None]:
    """The function of a condition and its argument, in the short or the long form."""
    if node.tag.startswith("!") and node.tag[1:] in _FUNCTIONS:
        return node.tag[1:], node
    if isinstance(node, MapNode) and len(node.entries) == 1:
        key, (_, argument) = next(iter(node.entries.items()))
        return key.removeprefix("Fn::"), argument
    return "", None


def _pairs(left: Value, right: Value) -> int:
    return sum(1 for _ in left.cases()) * sum(1 for _ in right.cases())


def _equal(left: Value, right: Value, name: str) -> Truth:
    """Two sides compared, case by case; an open input against a word becomes a guard."""
    cases = []
    for left_guard, one in left.cases():
        for right_guard, other in right.cases():
            guard = left_guard.conjoin(right_guard)
            if guard is None:
                continue
            for case in _equal_leaves(one, other, name).cases:
                joined = guard.conjoin(case.guard)
                if joined is not None:
                    cases.append(Case(joined, case.holds, case.because))
    return Truth(tuple(cases)) if cases else FALSE


def _equal_leaves(one: Value, other: Value, name: str) -> Truth:
    one_known, other_known = _word(one), _word(other)
    if one_known is not None and other_known is not None:
        return truth(one_known == other_known, one, other)
    if one_known is None and other_known is None:
        same = one.text() and one.text() == other.text()
        return TRUE if same else _guarded(_atom(name), one, other)
    (hole, word) = (one, other_known) if one_known is None else (other, one_known)
    return _open_equals(hole, word or "", name)


def _open_equals(hole: Value, word: str, name: str) -> Truth:
    if isinstance(hole, Unknown) and hole.kind in _OPEN_KINDS:
        if hole.allowed and word not in map(str, hole.allowed):
            return truth(False, hole)
        return _guarded(Atom(hole.name, word, _label(name)), hole)
    if hole.equals(word).refuted:
        return truth(False, hole)
    return _guarded(_atom(name), hole)


def _word(value: Value) -> str | None:
    return value.text() if isinstance(value, Known) else None


def _label(name: str) -> str:
    """Only a condition that is the comparison itself lends it its name."""
    return "" if " " in name or "." in name else name


def _atom(name: str) -> Atom:
    return Atom(f"condition {name}", "true", _label(name) or name)


def _guarded(atom: Atom, *because: Value) -> Truth:
    return Truth(
        (
            Case(Guard(((atom, True),)), holds=True, because=because),
            Case(Guard(((atom, False),)), holds=False, because=because),
        )
    )
