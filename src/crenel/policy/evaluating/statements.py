"""Does a statement speak of a request? True, False, or None where it cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from crenel.policy.document import Names, Principals, Statement, names_of
from crenel.policy.evaluating.clauses import Holds, Unsure, clause_test, lookup_in
from crenel.policy.evaluating.context import Find
from crenel.policy.globs import Matcher, matcher
from crenel.policy.principals import Match, Principal, match
from crenel.policy.tokens import bound, variables_of

ResourceTest = Callable[[str, Find], bool | None]


class PreparedStatement:
    """A statement with its tests made."""

    __slots__ = ("_clauses", "_names_resource", "_ready", "allow", "names_action", "statement")

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.allow = statement.allow
        self.names_action = names_test(statement.actions)
        self._ready = False
        self._names_resource: ResourceTest | None = None
        self._clauses: tuple[Holds, ...] = ()

    def _make_ready(self) -> None:
        """Most statements of most policies are never asked further than for their actions."""
        self._names_resource = _resource_test(self.statement.resources)
        self._clauses = tuple(map(clause_test, self.statement.clauses))
        self._ready = True

    def applies(self, resource: str, find: Find) -> bool | None:
        """Whether it does, where its actions and principals are known to be named."""
        if not self._ready:
            self._make_ready()
        # A broken statement may say anything at all.
        unsure = self.statement.broken
        refuted = None if unsure else False
        if self._names_resource is not None:
            found = self._names_resource(resource, find)
            if found is False:
                return refuted
            unsure = unsure or found is None
        for holds in self._clauses:
            found = holds(find)
            if found is False:
                return refuted
            unsure = unsure or found is None
        return None if unsure else True


@lru_cache(maxsize=16384)
def names_test(names: Names) -> Matcher:
    """Does an element of patterns without variables name this text?"""
    if names.everything:
        return lambda _: True
    literal = names.literals
    wild = tuple(matcher(one) for one in names.wild)
    negated = names.negated
    if not wild:
        return (lambda text: text not in literal) if negated else literal.__contains__

    def test(text: str) -> bool:
        found = text in literal or any(one(text) for one in wild)
        return found is not negated

    return test


@lru_cache(maxsize=16384)
def _resource_test(names: Names) -> ResourceTest | None:
    """None where every resource is named."""
    if names.everything:
        return None
    varying = tuple(one for one in names.patterns if variables_of(one))
    fixed = tuple(one for one in names.patterns if not variables_of(one))
    plain = names_test(names_of(fixed))
    negated = names.negated
    if not varying:
        return lambda resource, _: plain(resource) is not negated

    def test(resource: str, find: Find) -> bool | None:
        if plain(resource):
            return not negated
        try:
            shapes = [bound(one, lookup_in(find)) for one in varying]
        except Unsure:
            return None
        found = any(matcher(one)(resource) for one in shapes if one is not None)
        if found or not negated or None not in shapes:
            return found is not negated
        # AWS: a variable without a value may make the whole statement invalid.
        return None

    return test


def principal_match(
    principals: Principals | None, principal: Principal, *, allow: bool, bounded: bool = False
) -> Match:
    """How a statement names who asks; DIRECT where it has no principal of its own."""
    if principals is None:
        return Match.DIRECT
    found = max((match(one, principal) for one in principals.patterns), default=Match.NONE)
    if not principals.negated:
        return found
    # An account among those excepted from a Deny excepts its root user, not everyone in it.
    excepted = found is not Match.NONE if allow else found > Match.ACCOUNT
    if not allow and bounded:
        # AWS: NotPrincipal with Deny always denies a principal that has a permissions boundary.
        excepted = False
    return Match.NONE if excepted else Match.EVERYONE
