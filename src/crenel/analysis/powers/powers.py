"""What an identity may do to which thing of the application.

A power holds where an Allow speaks of the action and the thing, under a condition that a caller
can meet, where no Deny takes it away again, and where the permissions boundary lets it through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.administrators import everything
from crenel.analysis.grants import speaks_of
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.managed import statements_in
from crenel.analysis.powers.arns import UNWRITTEN, Arns, Pattern, Thing
from crenel.analysis.powers.conditions import Request, holds, request_of, surely_holds
from crenel.analysis.powers.letters import OWN_NAME, is_open, matches, reaches
from crenel.model.entities import Identity, IdentityKind, Policy, Statement
from crenel.model.guard import Guard
from crenel.model.truth import FALSE, TRUE, Truth, any_of, truth, unknown
from crenel.model.value import Absent, Unknown, UnknownKind, Value


class Answer(msgspec.Struct, frozen=True):
    """Whether it may, and the statement that says so (None where none does)."""

    truth: Truth
    statement: Statement | None = None


NO = Answer(FALSE)


class Powers:
    """The powers of one identity."""

    def __init__(self, identity: Identity, app: Knowledge, arns: Arns) -> None:
        self.identity = identity
        self._arns = arns
        self.request = request_of(identity, own=arns.of(identity)[0], spell=arns.letters)
        self._own_name = arns.name(identity) if identity.kind is IdentityKind.USER else OWN_NAME
        groups = app.application.resolve_all(identity.groups, Identity)
        holders = [identity, *dict.fromkeys(groups)]
        statements = [one for holder in holders for one in _statements(holder, app)]
        self.allows = [one for one in statements if not one.effect.equals("Allow").refuted]
        self.denies = [one for one in statements if not one.effect.equals("Deny").refuted]
        self._boundary = Boundary(identity, app)
        self._spoken: dict[tuple[Statement, str], Truth] = app.once("spoken", dict)
        self._within_it: dict[tuple[int, str], _Speaking] = app.once("spoken in a boundary", dict)
        """By a boundary's statements and an action: many identities have the same boundary."""
        self._met: dict[int, Truth] = {}
        self._denied_whole: dict[tuple[int, int], tuple[Request, Truth]] = {}
        self._wholes: set[int] = set()
        self._of_all: dict[int, bool] = {}
        self._joined: dict[tuple[int, ...], Truth] = {}
        self._speaking: dict[str, list[Statement]] = {}
        self._anywhere: dict[tuple[str, tuple[tuple[str, str], ...]], Answer] = {}

    def may(self, action: str, thing: Thing, **context: str) -> Answer:
        """May it do this to that?"""
        request = self.request.given(**context) if context else self.request
        best = self._best(action, thing, request, tuple(context.items()))
        if best.truth.refuted:
            return NO
        return Answer(self.left(best.truth, action, thing, request), best.statement)

    def _best(
        self, action: str, thing: Thing, request: Request, given: tuple[tuple[str, str], ...]
    ) -> Answer:
        """What its statements allow together, and the one that says it best.

        Statements about everything say the same of each thing: they are asked once.
        """
        speaking = self._speaking_of(action)
        if not all(map(self._is_for_all, speaking)):
            return self._together(speaking, action, thing, request)
        key = (action, given)
        if key not in self._anywhere:
            self._anywhere[key] = self._together(speaking, action, thing, request)
        return self._anywhere[key]

    def _together(
        self, statements: list[Statement], action: str, thing: Thing, request: Request
    ) -> Answer:
        best = NO
        for statement in statements:
            found = self._allows(statement, action, thing, request)
            if not found.refuted:
                best = _either(best, Answer(found, statement))
            if best.truth.certain:
                break
        return best

    def _speaking_of(self, action: str) -> list[Statement]:
        """The statements that may allow an action on something."""
        if action not in self._speaking:
            self._speaking[action] = [
                one for one in self.allows if not self._speaks(one, action).refuted
            ]
        return self._speaking[action]

    def _is_for_all(self, statement: Statement) -> bool:
        """Is it about everything, in every deployment?"""
        if not isinstance(statement.not_resources, Absent):
            return False
        patterns = list(self._arns.patterns(statement.resources))
        return len(patterns) == 1 and patterns[0].text == "*" and not patterns[0].guard

    def is_for_all(self, actions: Iterable[str], of_any_name: Thing) -> bool:
        """Do the statements that may allow these actions say the same of every thing?

        ``of_any_name`` is one of the kind in question whose name nobody wrote.
        """
        return all(
            self._is_for_all(one) or self._covers_each(one, of_any_name)
            for name in actions
            for one in self._speaking_of(name)
        )

    def _covers_each(self, statement: Statement, of_any_name: Thing) -> bool:
        if not isinstance(statement.not_resources, Absent):
            return False
        patterns = self._arns.patterns(statement.resources)
        return all(not one.guard and _covers(one, of_any_name).certain for one in patterns)

    def may_by(self, statement: Statement, action: str, thing: Thing) -> Answer:
        """The same by one statement alone; what others take away is taken away."""
        found = self._allows(statement, action, thing, self.request)
        if found.refuted:
            return NO
        return Answer(self.left(found, action, thing), statement)

    def undenied(self, granted: Truth, action: str, thing: Thing) -> Truth:
        """A grant on the thing itself, behind the identity's own denies and its boundary.

        A policy that names a role is cut by the role's boundary (IAM User Guide, "Permissions
        boundaries"); one that names a user is not, and counts as cut here all the same.
        """
        granted = self._undenied(granted, action, thing, self.request)
        if self._boundary.none:
            return granted
        return granted & self._within(action, thing, self.request)

    def left(
        self, granted: Truth, action: str, thing: Thing, request: Request | None = None
    ) -> Truth:
        """What is left of a grant behind denies and the boundary."""
        request = request or self.request
        granted = self._undenied(granted, action, thing, request)
        if self._boundary.none or granted.refuted:
            return granted
        return granted & self._within(action, thing, request)

    def _undenied(self, granted: Truth, action: str, thing: Thing, request: Request) -> Truth:
        """What denies leave. Many actions are denied by the same statements: these are joined once.

        ``is`` tells them apart: truths about a whole statement are kept, see ``_whole``.
        """
        truths = [self._denied(one, action, thing, request) for one in self.denies]
        told = [one for one in truths if not one.refuted]
        key = tuple(map(id, told))
        if not self._wholes.issuperset(key):
            return granted & ~any_of(told)
        if key not in self._joined:
            self._joined[key] = ~any_of(told)
        return granted & self._joined[key]

    def unbounded(self) -> Truth:
        """Is there no boundary, or one that lets everything through?"""
        if self._boundary.none:
            return TRUE
        return any_of(_lets_all(case).under(case.guard) for case in self._boundary.cases)

    def free(self) -> bool:
        """Is there neither a Deny nor a boundary?"""
        return not self.denies and self._boundary.none

    def clouded(self) -> bool:
        """May a policy that nobody can read here deny it anything? Then nothing is surely left."""
        return any(isinstance(one.actions, Unknown) and not one.guard for one in self.denies)

    def _allows(self, statement: Statement, action: str, thing: Thing, request: Request) -> Truth:
        spoken = self._speaks(statement, action)
        if spoken.refuted:
            return FALSE
        on = self.on(statement, thing)
        if on.refuted:
            return FALSE
        allowed = statement.effect.equals("Allow") & spoken & on
        return (allowed & self._holds(statement, request)).under(statement.guard)

    def _speaks(self, statement: Statement, action: str) -> Truth:
        """The same answer for every thing and every identity, so it is asked once."""
        key = (statement, action)
        if key not in self._spoken:
            self._spoken[key] = speaks_of(statement, action)
        return self._spoken[key]

    def _holds(self, statement: Statement, request: Request) -> Truth:
        if request is not self.request:
            return holds(statement.condition, request)
        if id(statement) not in self._met:
            self._met[id(statement)] = holds(statement.condition, request)
        return self._met[id(statement)]

    def on(self, statement: Statement, thing: Thing) -> Truth:
        """Does an Allow reach the thing, or something inside it?"""
        left_out = statement.not_resources
        if not isinstance(left_out, Absent):
            return ~self._covered(left_out, thing)
        return any_of(
            _touches(self._own(pattern), thing).under(pattern.guard)
            for pattern in self._arns.patterns(statement.resources)
        )

    def covered_by(self, statement: Statement, thing: Thing) -> Truth:
        """Does a statement on the thing itself speak of the whole of it?"""
        if not isinstance(statement.not_resources, Absent):
            return ~self.on_patterns(statement.not_resources, thing)
        return self._covered(statement.resources, thing)

    def _covered(self, patterns: Value, thing: Thing) -> Truth:
        """Do the patterns cover the whole of the thing?"""
        return any_of(
            _covers(self._own(pattern), thing).under(pattern.guard)
            for pattern in self._arns.patterns(patterns)
        )

    def _denied(self, statement: Statement, action: str, thing: Thing, request: Request) -> Truth:
        spoken = self._speaks(statement, action)
        if spoken.refuted:
            return FALSE
        every = self._of_all.get(id(statement))
        if every is None:
            every = self._of_all[id(statement)] = self._is_for_all(statement)
        named = TRUE if every else self.covered_by(statement, thing)
        if spoken.certain and named.certain:
            return self._whole(statement, request)
        denies = statement.effect.equals("Deny") & spoken & named
        return (denies & surely_holds(statement.condition, request)).under(statement.guard)

    def _whole(self, statement: Statement, request: Request) -> Truth:
        """Whether a statement denies all that it speaks of: one object for each."""
        conditioned = not isinstance(statement.condition, Absent)
        key = (id(statement), id(request) if conditioned else 0)
        if key not in self._denied_whole:
            found = statement.effect.equals("Deny") & surely_holds(statement.condition, request)
            self._denied_whole[key] = (request, found.under(statement.guard))
            self._wholes.add(id(self._denied_whole[key][1]))
        return self._denied_whole[key][1]

    def _own(self, pattern: Pattern) -> Pattern:
        if OWN_NAME not in pattern.text:
            return pattern
        text = pattern.text.replace(OWN_NAME, self._own_name)
        return msgspec.structs.replace(pattern, text=text)

    def on_patterns(self, patterns: Value, thing: Thing) -> Truth:
        """Do the patterns reach any part of the thing?"""
        return any_of(
            _touches(self._own(pattern), thing).under(pattern.guard)
            for pattern in self._arns.patterns(patterns)
        )

    def _within(self, action: str, thing: Thing, request: Request) -> Truth:
        found = FALSE
        for case in self._boundary.cases:
            found = found | self._inside(case, action, thing, request).under(case.guard)
        return found

    def _inside(self, case: Case, action: str, thing: Thing, request: Request) -> Truth:
        if case.none:
            return TRUE
        if case.missing is not None:
            return unknown(case.missing)
        speaking = self._speaking_in(case.statements, action)
        found = any_of(self._allows(one, action, thing, request) for one in speaking)
        for one in speaking:
            if not one.effect.equals("Deny").refuted:
                found = found & ~self._denied(one, action, thing, request)
        return found

    def _speaking_in(self, statements: tuple[Statement, ...], action: str) -> tuple[Statement, ...]:
        """Those of a boundary's statements that speak of an action."""
        key = (id(statements), action)  # they are kept, so that no others get their number
        if key not in self._within_it:
            spoken = [one for one in statements if not self._speaks(one, action).refuted]
            self._within_it[key] = (statements, tuple(spoken))
        return self._within_it[key][1]


_Speaking = tuple[tuple[Statement, ...], tuple[Statement, ...]]
"""Statements, and those of them that speak of something."""


def _statements(holder: Identity, app: Knowledge) -> list[Statement]:
    return [*app.statements_of(holder), *app.managed_statements_of(holder)]


class Boundary:
    """The permissions boundary of an identity: in each case its statements, or what is missing."""

    def __init__(self, identity: Identity, app: Knowledge) -> None:
        self.none = isinstance(identity.boundary, Absent)
        self.cases = () if self.none else tuple(_boundary(identity.boundary, app))


class Case(msgspec.Struct, frozen=True):
    """A boundary under its guard; ``missing`` is what nobody can read here."""

    guard: Guard
    statements: tuple[Statement, ...] = ()
    missing: Value | None = None
    none: bool = False


def _lets_all(case: Case) -> Truth:
    if case.none:
        return TRUE
    if case.missing is not None:
        return unknown(case.missing)
    denied = any_of(one.effect.equals("Deny").under(one.guard) for one in case.statements)
    return any_of(everything(one).under(one.guard) for one in case.statements) & ~denied


def _boundary(written: Value, app: Knowledge) -> Iterator[Case]:
    for guard, one in written.cases():
        policy = app.resolve(one, Policy)
        if policy is not None:
            yield Case(guard, policy.statements)
        elif isinstance(one, Absent):
            yield Case(guard, none=True)
        elif statements := statements_in(one):
            yield Case(guard, statements)
        else:
            name = f"the boundary {one.text()}"
            yield Case(guard, missing=Unknown(kind=UnknownKind.EXTERNAL, name=name, span=one.span))


def _touches(pattern: Pattern, thing: Thing) -> Truth:
    """Does the pattern cover the thing, or something inside it?"""
    if thing.anything:
        return truth(True, pattern.value)
    if is_open(pattern.text):
        # An input that holds a whole ARN names something that this application does not make.
        return FALSE
    ask = reaches if thing.inside else matches
    return _answered({ask(pattern.text, arn) for arn in thing.arns}, pattern)


def _covers(pattern: Pattern, thing: Thing) -> Truth:
    """Does the pattern cover all of the thing?"""
    if thing.anything:
        return truth(pattern.text == "*", pattern.value)
    if is_open(pattern.text):
        return unknown(pattern.value)
    ending = UNWRITTEN if thing.inside else ""
    return _answered({matches(pattern.text, arn + ending) for arn in thing.arns}, pattern)


def _answered(answers: set[bool | None], pattern: Pattern) -> Truth:
    if True in answers:
        return truth(True, pattern.value)
    return unknown(pattern.value) if None in answers else FALSE


def _either(one: Answer, other: Answer) -> Answer:
    joined = one.truth | other.truth
    return Answer(joined, one.statement if _rank(one) >= _rank(other) else other.statement)


def _rank(answer: Answer) -> int:
    if answer.truth.certain:
        return _SURE
    return 1 + answer.truth.possible if not answer.truth.refuted else 0


_SURE = 3
