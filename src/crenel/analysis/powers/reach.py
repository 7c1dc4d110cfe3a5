"""Everything of the application that an identity reaches, and by which statement.

Statements lead the way: one that names its resources is asked about those alone, so that the work
grows with what is written and not with identities times things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.powers.arns import ANY_THING, Arns, Thing
from crenel.analysis.powers.powers import Answer, Powers
from crenel.analysis.powers.resource_policies import ResourcePolicies
from crenel.analysis.powers.vocabulary import ACTIONS, BY_ACTION, DEEDS, Deed, Verb
from crenel.model.entities import Entity, Identity, Statement
from crenel.model.truth import Truth
from crenel.model.value import Absent, Value

MAX_REACHED = 20_000
"""Pairs of verb and thing for one identity; beyond that the rest is told as a number."""

MANY = 8
"""Of more things than this, a power over all is told as such, and not thing by thing."""


class Reach(msgspec.Struct, frozen=True):
    """One thing that an identity may do something to."""

    verb: Verb
    entity: Entity
    action: str
    truth: Truth
    statement: Statement


class Wide(msgspec.Struct, frozen=True):
    """Something that an identity may do to everything of a kind, whatever its name."""

    verb: Verb
    kind: type[Entity]
    action: str
    truth: Truth
    statement: Statement


class Reached(msgspec.Struct, frozen=True):
    """What an identity reaches: things one by one, and whole kinds."""

    named: tuple[Reach, ...] = ()
    wide: tuple[Wide, ...] = ()


class PowerBase:
    """The powers of every identity of one application, each worked out once."""

    def __init__(self, app: Knowledge) -> None:
        self.app = app
        self.arns = Arns(app)
        self._policies = ResourcePolicies(app, self.arns)
        self._powers: dict[str, Powers] = {}
        self._reach: dict[str, Reached] = {}

    def of(self, identity: Identity) -> Powers:
        """The powers of an identity."""
        if identity.id not in self._powers:
            self._powers[identity.id] = Powers(identity, self.app, self.arns)
        return self._powers[identity.id]

    def thing(self, entity: Entity, inside: str = "") -> Thing:
        """An entity as actions are asked about it."""
        return Thing(tuple(arn + inside for arn in self.arns.of(entity)), inside=bool(inside))

    def may(self, identity: Identity, action: str, entity: Entity, **context: str) -> Answer:
        """May the identity do this to that?"""
        return self.of(identity).may(action, self.thing(entity), **context)

    def reach(self, identity: Identity) -> Reached:
        """What an identity reaches, in the order of its statements, each verb and thing once."""
        if identity.id not in self._reach:
            powers = self.of(identity)
            wide = self._wide(powers)
            named = self._named(powers, {(one.verb, one.kind) for one in wide})
            for one in self._by_policies(powers):
                key = (one.verb, one.entity.id)
                if key not in named or _surer(one, named[key]):
                    named[key] = one
            self._reach[identity.id] = Reached(tuple(named.values()), wide)
        return self._reach[identity.id]

    def _wide(self, powers: Powers) -> tuple[Wide, ...]:
        """Only for kinds of which there are many, and where nothing is taken away again."""
        found: dict[tuple[Verb, type[Entity]], Wide] = {}
        for statement in powers.allows if powers.free() else ():
            if not self._for_all(statement):
                continue
            for deed in _deeds(statement):
                key = (deed.verb, deed.kind)
                if deed.kind in self._policies.closed:
                    continue
                if key not in found and len(self.app.all(deed.kind)) > MANY:
                    answer = powers.may_by(statement, deed.action, ANY_THING)
                    if answer.truth.certain:
                        found[key] = Wide(*key, deed.action, answer.truth, statement)
        return tuple(found.values())

    def _for_all(self, statement: Statement) -> bool:
        texts = (one.text for one in self.arns.patterns(statement.resources) if not one.guard)
        return any(text == "*" for text in texts)

    def _named(
        self, powers: Powers, known: set[tuple[Verb, type[Entity]]]
    ) -> dict[tuple[Verb, str], Reach]:
        found: dict[tuple[Verb, str], Reach] = {}
        for statement in powers.allows:
            for deed in _deeds(statement):
                if (deed.verb, deed.kind) in known:
                    continue
                for entity in self._candidates(statement, deed.kind):
                    key = (deed.verb, entity.id)
                    before = found.get(key)
                    if before is not None and before.truth.certain:
                        continue
                    if len(found) >= MAX_REACHED:
                        return found
                    one = self._one(powers, statement, deed, entity)
                    if one is not None and (before is None or _surer(one, before)):
                        found[key] = one
        return found

    def _one(
        self, powers: Powers, statement: Statement, deed: Deed, entity: Entity
    ) -> Reach | None:
        thing = self.thing(entity, deed.inside)
        found = powers.may_by(statement, deed.action, thing).truth
        return self._left(powers, statement, deed, entity, found)

    def _left(
        self, powers: Powers, statement: Statement, deed: Deed, entity: Entity, found: Truth
    ) -> Reach | None:
        """What the policies on the thing leave of it, where it is made at all."""
        if not found.refuted:
            thing = self.thing(entity, deed.inside)
            found = self._policies.left(found, powers, deed.action, entity, thing)
            found = found.under(entity.guard)
        return None if found.refuted else Reach(deed.verb, entity, deed.action, found, statement)

    def _by_policies(self, powers: Powers) -> Iterator[Reach]:
        """What policies on things grant to the identity by its name."""
        for entity in self._policies.holders():
            for deed in DEEDS:
                if deed.kind is not type(entity):
                    continue
                for statement, found in self._policies.granting(powers, deed.action, entity):
                    thing = self.thing(entity, deed.inside)
                    allowed = powers.undenied(found, deed.action, thing)
                    one = self._left(powers, statement, deed, entity, allowed)
                    if one is not None:
                        yield one

    def _candidates(self, statement: Statement, kind: type[Entity]) -> Iterable[Entity]:
        """The entities of a kind that a statement may speak of."""
        if not isinstance(statement.not_resources, Absent):
            return self.app.all(kind)
        found: dict[str, Entity] = {}
        for pattern in self.arns.patterns(statement.resources):
            if not pattern.names:
                return self.app.all(kind)
            named = (self.app.application.get(name, kind) for name in pattern.names)
            found.update({one.id: one for one in named if one is not None})
        return found.values()


def _deeds(statement: Statement) -> Iterator[Deed]:
    """What the statement's actions may do, each deed once."""
    seen: set[int] = set()
    for action in _actions(statement):
        for deed in BY_ACTION[action]:
            if id(deed) not in seen:
                seen.add(id(deed))
                yield deed


def _actions(statement: Statement) -> Iterator[str]:
    if not isinstance(statement.not_actions, Absent):
        yield from BY_ACTION
        return
    patterns = (pattern for _, pattern in statement.actions.items())
    for pattern in patterns:
        yield from _matched(pattern)


def _matched(pattern: Value) -> Iterable[str]:
    known = pattern.known()
    return ACTIONS.matched(str(known)) if known is not None else ()


def _surer(one: Reach, other: Reach) -> bool:
    return one.truth.certain or (one.truth.possible and not other.truth.possible)
