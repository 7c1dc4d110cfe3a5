"""The search for a request that A allows and B does not.

Each allow of A is a box: action patterns x resource patterns x principals x conditions. What B
plainly covers is set aside; the rest is cut into classes of actions, resources and principals that
no statement tells apart, and for each of them a context is looked for. Unknowns (variables,
unreadable conditions) make A allow more, and B less, than they may: an empty answer is a proof, and
a request that is found is a candidate that the evaluator must confirm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from crenel.policy.authorization import action
from crenel.policy.automaton import Allowance, Exhausted
from crenel.policy.comparing.callers import callers, names_callers
from crenel.policy.comparing.classes import classes
from crenel.policy.comparing.formula import Context, Pins, context_with
from crenel.policy.comparing.real import (
    Form,
    forms,
    grouped,
    known_by_service,
    known_named,
    services_of,
)
from crenel.policy.comparing.sides import (
    Side,
    names_apart,
    names_cover,
    names_disjoint,
    names_within,
    without_variables,
)
from crenel.policy.document import Names, Statement
from crenel.policy.principals import Principal
from crenel.policy.tokens import STAR_PATTERN, Tokens, variables_of, widened

MAX_WORK = 20_000
"""Classes looked at in one search; beyond it nothing is claimed."""
MAX_FORMS = 2_000
"""Kinds of resources tried in one search for a request that is real."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A request that may tell A from B."""

    action: str
    resource: str
    principal: Principal | None
    context: dict[str, tuple[str, ...]]
    real: bool = False
    """A known action on a resource of its formats."""


class Box(msgspec.Struct, frozen=True, eq=False):
    """One allow of A with one of its action patterns."""

    allow: Statement
    action: Tokens


class Search:
    """A's statements against B's; ``pins`` are context keys whose values are given."""

    def __init__(self, a: Side, b: Side, pins: Pins) -> None:
        self._a = a
        self._b = b
        self._pins = pins
        self._new_denies = [one for one in b.denies if one.key not in a.statements]
        self._rows = [*a.denies, *b.allows, *b.denies]
        self._own_denies = range(len(a.denies))
        self._other_allows = range(len(a.denies), len(a.denies) + len(b.allows))
        self._resources = {
            number: without_variables(one.resources, more=number >= self._other_allows.stop)
            for number, one in enumerate(self._rows)
        }
        self._callers = callers([*a.statements.values(), *b.statements.values()])
        self._known: dict[object, Candidate | None] = {}
        self._answered: dict[object, Candidate | None] = {}
        self._allowance = Allowance()
        self._work = 0
        self._forms = 0

    # --- what is left after what B plainly covers ------------------------------------------

    def boxes(self) -> Iterator[Box]:
        """The boxes of A that B does not plainly cover."""
        for allow in self._a.allows:
            denied = [one for one in self._new_denies if not self._apart(allow, one)]
            if allow.key in self._b.statements and not denied:
                continue
            covering = [one for one in self._b.allows if self._may_cover(one, allow)]
            yield from self._left_of(allow, covering, denied)

    def _left_of(
        self, allow: Statement, covering: Sequence[Statement], denied: Sequence[Statement]
    ) -> Iterator[Box]:
        if not denied and any(names_within(allow.actions, one.actions) for one in covering):
            return
        if allow.actions.negated:
            yield Box(allow, STAR_PATTERN)
            return
        literals = set(allow.actions.literals)
        if not denied:
            for one in covering:
                if not one.actions.negated:
                    literals -= one.actions.literals
        for pattern in (*map(tuple, sorted(literals)), *allow.actions.wild):
            touched = any(not names_disjoint(one.actions, pattern) for one in denied)
            if touched or not any(names_cover(one.actions, pattern) for one in covering):
                yield Box(allow, pattern)

    def _apart(self, one: Statement, other: Statement) -> bool:
        return names_apart(one.actions, other.actions) or names_apart(
            one.resources, other.resources
        )

    def _may_cover(self, outer: Statement, inner: Statement) -> bool:
        """Whether ``outer`` holds wherever ``inner`` does, for the actions that it names."""
        return (
            set(outer.clauses) <= set(inner.clauses)
            and names_within(inner.resources, outer.resources)
            and (
                outer.principals is None
                or outer.principals == inner.principals
                or names_callers(outer, self._callers) >= names_callers(inner, self._callers)
            )
        )

    # --- one box ----------------------------------------------------------------------------

    def anything(self, box: Box) -> Iterator[Candidate]:
        """Candidates in a box, over all strings. Raises Exhausted."""
        own = box.allow.actions
        excluded = _positive(own) if own.negated else None
        names = {number: one.actions for number, one in enumerate(self._rows)}
        for naming, text in classes([box.action], excluded, names, self._allowance):
            for bases in self._bases(box.allow):
                found = self._in_class(box.allow, bases, naming)
                if found is not None:
                    yield msgspec.structs.replace(found, action=text)

    def real(self, box: Box) -> Iterator[Candidate]:
        """Candidates in a box among known actions on resources of their formats."""
        own = box.allow.actions
        names = [one.actions for one in self._rows]
        for known in known_by_service(box.action, self._services):
            if own.negated:
                known = known - known_named(own)  # noqa: PLW2901 - the same without some
            for naming, actions in sorted(grouped(known, names), key=lambda one: len(one[1])):
                yield from self._real_in(box.allow, naming, actions)

    def _services(self) -> frozenset[str]:
        """Those that the documents name: what tells them apart is shown by one of these first."""
        return services_of(one.actions for one in (*self._rows, *self._a.allows))

    def _real_in(
        self, allow: Statement, naming: frozenset[int], actions: frozenset[str]
    ) -> Iterator[Candidate]:
        seen: set[Form] = set()
        bases = [
            base for base in self._bases(allow) if not self._plainly_covered(allow, base[0], naming)
        ]
        for name in sorted(actions) if bases else ():
            known = action(name)
            for form in forms(known) if known else ():
                if form in seen:
                    continue
                seen.add(form)
                self._forms += 1
                if self._forms > MAX_FORMS:
                    raise Exhausted(f"more than {MAX_FORMS} kinds of resources to try")
                for base in bases:
                    found = self._in_class(allow, [*base, form], naming)
                    if found is not None and known:
                        yield msgspec.structs.replace(found, action=known.name, real=True)

    def _bases(self, allow: Statement) -> list[list[Tokens]]:
        if allow.resources.negated:
            return [[STAR_PATTERN]]
        return [[one] for one in allow.resources.patterns]

    # --- one class of actions -----------------------------------------------------------------

    def _in_class(
        self, allow: Statement, base: list[Tokens], naming: frozenset[int]
    ) -> Candidate | None:
        key = self._key(allow, base, naming)
        if key not in self._known:
            self._known[key] = self._looked_for(allow, base, naming)
        return self._known[key]

    def _key(self, allow: Statement, base: list[Tokens], naming: frozenset[int]) -> object:
        """Everything that the answer depends on; pins and sides are those of this search."""
        return (allow.key, tuple(base), naming)

    def _looked_for(
        self, allow: Statement, base: list[Tokens], naming: frozenset[int]
    ) -> Candidate | None:
        if self._plainly_covered(allow, base[0], naming):
            return None
        excluded: Names | None = None
        if allow.resources.negated:
            excluded = _positive(without_variables(allow.resources, more=True))
        required = [widened(one) if variables_of(one) else one for one in base]
        names = {number: self._resources[number] for number in naming}
        for matching, resource in classes(required, excluded, names, self._allowance):
            found = self._for_someone(allow, matching)
            if found is not None:
                return msgspec.structs.replace(found, resource=resource)
        return None

    def _plainly_covered(self, allow: Statement, pattern: Tokens, naming: frozenset[int]) -> bool:
        """An allow of B has the box whole, and none of its denials touches it."""
        if allow.resources.negated:
            return False
        denied = any(
            number in naming
            and self._rows[number].key not in self._a.statements
            and not names_disjoint(self._rows[number].resources, pattern)
            for number in range(self._other_allows.stop, len(self._rows))
        )
        return not denied and any(
            number in naming
            and set(self._rows[number].clauses) <= set(allow.clauses)
            and names_cover(self._rows[number].resources, pattern)
            and names_callers(self._rows[number], self._callers)
            >= names_callers(allow, self._callers)
            for number in self._other_allows
        )

    def _for_someone(self, allow: Statement, matching: frozenset[int]) -> Candidate | None:
        key = (allow.key, matching)
        if key not in self._answered:
            self._answered[key] = self._asked_of_each(allow, matching)
        return self._answered[key]

    def _asked_of_each(self, allow: Statement, matching: frozenset[int]) -> Candidate | None:
        self._work += 1
        if self._work > MAX_WORK:
            raise Exhausted(f"more than {MAX_WORK} classes of requests to look at")
        kinds: dict[frozenset[int], int] = {}
        for caller in sorted(names_callers(allow, self._callers)):
            kind = frozenset(
                number
                for number in matching
                if caller in names_callers(self._rows[number], self._callers)
            )
            kinds.setdefault(kind, caller)
        for kind, caller in kinds.items():
            found = self._context(allow, kind)
            if found is not None:
                return Candidate(
                    action="",
                    resource="",
                    principal=self._callers[caller],
                    context=found,
                )
        return None

    def _context(self, allow: Statement, kind: frozenset[int]) -> Context | None:
        """A context in which A allows, and B does not: no allow holds, or a denial does."""
        own = [self._rows[number] for number in self._own_denies if number in kind]
        allows = [self._rows[number] for number in self._other_allows if number in kind]
        found = context_with([allow], [*own, *allows], self._pins)
        if found is not None:
            return found
        for number in range(self._other_allows.stop, len(self._rows)):
            if number in kind:
                found = context_with([allow, self._rows[number]], own, self._pins)
                if found is not None:
                    return found
        return None


def _positive(names: Names) -> Names:
    return msgspec.structs.replace(names, negated=False)
