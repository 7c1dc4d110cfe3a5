"""The same question put to z3, where the automata reach a bound (the extra ``solver``).

What z3's theories do not have (sets of values, base64, case-insensitive texts, variables) is left
open: it may hold or not. So "no" is a proof, and what is found is a candidate for the evaluator.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from crenel.policy.comparing.callers import callers, names_callers
from crenel.policy.comparing.keys import opaque, patterns
from crenel.policy.comparing.search import Candidate
from crenel.policy.comparing.sides import Side, without_variables
from crenel.policy.document import Clause, Names, Statement
from crenel.policy.evaluating.clauses import absent_holds
from crenel.policy.operators import OPERATORS, Family
from crenel.policy.operators.lines import LINES, Interval, Point
from crenel.policy.operators.texts import shaped
from crenel.policy.tokens import Tokens, Wild

TIMEOUT = 3000
"""Milliseconds for one direction of one caller."""


def available() -> bool:
    """Whether z3 is installed."""
    return find_spec("z3") is not None


def solved(a: Side, b: Side) -> tuple[bool, list[Candidate]]:
    """Whether it was decided that A allows nothing more, and candidates where it was not."""
    found: list[Candidate] = []
    for number, caller in enumerate(callers([*a.statements.values(), *b.statements.values()])):
        everyone = callers([*a.statements.values(), *b.statements.values()])
        kept = [
            [one for one in rows if number in names_callers(one, everyone)]
            for rows in (a.allows, a.denies, b.allows, b.denies)
        ]
        answer = _Question(*kept).ask()
        if answer is None:
            return False, found
        found += [
            Candidate(action=action, resource=resource, principal=caller, context=context)
            for action, resource, context in answer
        ]
    return not found, found


Answer = tuple[str, str, dict[str, tuple[str, ...]]]


class _Question:
    """One question: A's allows, less its denials, outside of what B allows."""

    def __init__(
        self,
        allows: Sequence[Statement],
        denies: Sequence[Statement],
        other_allows: Sequence[Statement],
        other_denies: Sequence[Statement],
    ) -> None:
        # An extra, without types, and heavy: loaded where it is asked.
        z3: Any = import_module("z3")
        self._z3 = z3
        self._action = z3.String("action")
        self._resource = z3.String("resource")
        self._domains: list[Any] = []
        self._texts: dict[str, Any] = {}
        self._points: dict[tuple[str, str], Any] = {}
        allowed = self._any(allows, more=True)
        denied = self._any(denies, more=False)
        other = z3.And(
            self._any(other_allows, more=False), z3.Not(self._any(other_denies, more=True))
        )
        self._formula = z3.And(allowed, z3.Not(denied), z3.Not(other))

    def ask(self) -> list[Answer] | None:
        """Nothing: there is no such request. None: it was not decided."""
        solver = self._z3.Solver()
        solver.set("timeout", TIMEOUT)
        solver.add(self._formula, *self._domains)
        answer = solver.check()
        if answer == self._z3.unsat:
            return []
        return [self._read(solver.model())] if answer == self._z3.sat else None

    def _read(self, model: Any) -> Answer:  # noqa: ANN401 - z3 has no types
        def text(term: Any) -> str:  # noqa: ANN401
            return str(model.eval(term, model_completion=True).as_string())

        context: dict[str, tuple[str, ...]] = {}
        for key, term in self._texts.items():
            if self._z3.is_true(model.eval(self._present(key), model_completion=True)):
                context[key] = (text(term),)
        for (key, family), term in self._points.items():
            if self._z3.is_true(model.eval(self._present(key), model_completion=True)):
                value = model.eval(term, model_completion=True).as_fraction()
                context[key] = (LINES[family].show(Point(value)),)
        return text(self._action), text(self._resource), context

    def _any(self, rows: Sequence[Statement], *, more: bool) -> Any:  # noqa: ANN401
        return self._z3.Or([self._statement(one, more=more) for one in rows])

    def _statement(self, one: Statement, *, more: bool) -> Any:  # noqa: ANN401
        resources = without_variables(one.resources, more=more)
        parts = [self._names(one.actions, self._action), self._names(resources, self._resource)]
        return self._z3.And([*parts, *map(self._clause, one.clauses)])

    def _names(self, names: Names, term: Any) -> Any:  # noqa: ANN401
        found = self._z3.Or([self._matches(one, term) for one in names.patterns])
        return self._z3.Not(found) if names.negated else found

    def _matches(self, pattern: Tokens, term: Any) -> Any:  # noqa: ANN401
        z3 = self._z3
        character = z3.AllChar(z3.ReSort(z3.StringSort()))
        inside = z3.Intersect(character, z3.Complement(z3.Re(":")))
        made: list[Any] = [z3.Re("")]
        for token in pattern:
            one = character if token in (Wild.ANY, Wild.STAR) else inside
            if isinstance(token, Wild):
                made.append(z3.Star(one) if token.many else one)
            else:
                made.append(z3.Re(z3.StringVal(token)))
        return z3.InRe(term, z3.Concat(*made) if len(made) > 1 else made[0])

    def _present(self, key: str) -> Any:  # noqa: ANN401
        return self._z3.Bool(f"present {key}")

    def _clause(self, clause: Clause) -> Any:  # noqa: ANN401
        z3 = self._z3
        free = z3.Bool(f"clause {clause!r}")
        if opaque(clause) or clause.qualifier:
            return free
        operator = OPERATORS[clause.operator]
        if operator.family is Family.NULL:
            asked = {one.lower() == "true" for one in clause.values}
            return z3.Or([self._present(clause.key) != one for one in asked])
        if operator.family in (Family.FOLDED, Family.BINARY):
            return z3.If(self._present(clause.key), free, absent_holds(clause))
        found = z3.Or(self._values(clause, operator.family, operator.relation))
        found = z3.Not(found) if operator.negated else found
        return z3.If(self._present(clause.key), found, absent_holds(clause))

    def _values(self, clause: Clause, family: Family, relation: str) -> list[Any]:
        z3 = self._z3
        if family.textual:
            term = self._texts.setdefault(clause.key, z3.String(f"text {clause.key}"))
            shapes = [shaped(family.name, one) for one in patterns(clause)]
            return [self._matches(one, term) for one in shapes if one is not None]
        place = (clause.key, family.name)
        if place not in self._points:
            self._points[place] = z3.Real(f"{family.name} {clause.key}")
            self._domains.append(self._domain(family.name, self._points[place]))
        term = self._points[place]
        intervals = [LINES[family.name].interval(relation, one) for one in clause.values]
        return [self._inside(one, term) for one in intervals if one is not None]

    def _domain(self, family: str, term: Any) -> Any:  # noqa: ANN401
        line = LINES[family]
        inside = self._z3.Or([self._inside(Interval(*ends), term) for ends in line.domain])
        return inside if line.dense else self._z3.And(inside, self._z3.IsInt(term))

    def _inside(self, interval: Interval, term: Any) -> Any:  # noqa: ANN401
        z3 = self._z3
        made: list[Any] = []
        if interval.low is not None:
            low = z3.Q(interval.low.numerator, interval.low.denominator)
            made.append(term >= low if interval.low_closed else term > low)
        if interval.high is not None:
            high = z3.Q(interval.high.numerator, interval.high.denominator)
            made.append(term <= high if interval.high_closed else term < high)
        return z3.And(made)
