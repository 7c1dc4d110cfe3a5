"""Which rules an identity can follow, and whose powers that gives it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.escalation.rule import Rule, links, rules
from crenel.analysis.paths.escalation.trust import admits, trusts_service
from crenel.analysis.powers.arns import (
    ANY_FUNCTION,
    ANY_GROUP,
    ANY_ROLE,
    ANY_THING,
    ANY_USER,
    Thing,
)
from crenel.analysis.powers.powers import Answer, Powers
from crenel.analysis.powers.reach import PowerBase
from crenel.analysis.reach import Reach
from crenel.model.entities import (
    Entity,
    Function,
    Identity,
    IdentityKind,
    Policy,
    Statement,
)
from crenel.model.truth import FALSE, TRUE, Truth, any_of, unknown
from crenel.model.value import Absent, Unknown, UnknownKind

_KINDS = {"user": IdentityKind.USER, "role": IdentityKind.ROLE, "group": IdentityKind.GROUP}
_WIDE: dict[str, Thing] = {
    "user": ANY_USER,
    "role": ANY_ROLE,
    "passed-role": ANY_ROLE,
    "group": ANY_GROUP,
    "function": ANY_FUNCTION,
}
MAX_TARGETS = 60
"""Targets of one rule for one identity: those first that lead to the whole account. Who reaches
more is told."""


class Gain(msgspec.Struct, frozen=True):
    """By ``rule``, the powers of ``target`` (None: of something that no template has)."""

    rule: Rule
    target: Entity | None
    truth: Truth
    statement: Statement
    whole_account: bool
    wide: bool
    """Any of its kind will do: which is the strongest stands outside the template."""
    lifts: bool = False
    """A boundary around what is gained has to be taken off first."""
    by: str = ""
    """Of the actions of which the rule asks for one, the first that is held."""


class Escalations:
    """What the identities of one application can gain."""

    def __init__(self, base: PowerBase) -> None:
        self._base = base
        self._app: Knowledge = base.app
        self._known: dict[str, tuple[Gain, ...]] = {}
        self.cut_off: set[str] = set()
        """Identities that reach more targets than were looked at."""
        self._trusted: dict[tuple[str, tuple[str, ...]], Truth] = {}
        self._by_kind = {
            kind: [one for one in self._app.all(Identity) if one.kind is kind]
            for kind in IdentityKind
        }

    def of(self, identity: Identity) -> tuple[Gain, ...]:
        """Every gain of an identity, in the order of the rules."""
        if identity.id not in self._known:
            self._known[identity.id] = tuple(self._gains(identity))
        return self._known[identity.id]

    def _gains(self, identity: Identity) -> Iterator[Gain]:
        powers = self._base.of(identity)
        held = _held(powers)
        if not held:
            return
        for rule in rules():
            starts = not rule.one_of or not held.isdisjoint(rule.one_of)
            if starts and identity.kind.value in rule.holders and held.issuperset(rule.needs):
                yield from self._followed(rule, identity, powers)

    def _followed(self, rule: Rule, identity: Identity, powers: Powers) -> Iterator[Gain]:
        wide = self._wide(rule, powers)
        if wide is not None:
            yield wide
        targets = self._targets(rule, identity)
        if wide is not None and (wide.truth.certain or self._is_for_all(rule, powers)):
            targets = [one for one in targets if self._is_strong(one)]
        if len(targets) > MAX_TARGETS:
            targets.sort(key=lambda one: not self._is_strong(one))
            self.cut_off.add(identity.id)
        for target in targets[:MAX_TARGETS]:
            if rule.target != "itself" and self._is_own(target, identity):
                continue
            answer = self._answer(rule, identity, powers, target)
            joined = answer.truth.under(target.guard)
            if not joined.refuted and answer.statement is not None:
                account = rule.gives == "account"
                lifts = account and self._bounded(identity, target)
                by = _chosen(rule, powers, self._base.thing(target))
                yield Gain(rule, target, joined, answer.statement, account, False, lifts, by)

    def _is_for_all(self, rule: Rule, powers: Powers) -> bool:
        """Does what gives it all give it each, no surer? Then no other is worth naming, either."""
        place = _WIDE.get(rule.target, ANY_THING)
        return powers.is_for_all((*rule.needs, *rule.one_of), place)

    def _is_own(self, target: Entity, identity: Identity) -> bool:
        """Itself, or a function that runs as it: there is nothing to gain."""
        if not isinstance(target, Function):
            return target is identity
        roles = self._app.application.resolve_all(target.identity, Identity)
        return bool(roles) and all(role is identity for role in roles)

    def _is_strong(self, target: Entity) -> bool:
        """Does it lead to the whole account? Where any will do, only those are worth naming."""
        if isinstance(target, Function):
            roles = self._app.application.resolve_all(target.identity, Identity)
            return any(role.id in self._strong for role in roles)
        return target.id in self._strong

    @cached_property
    def _strong(self) -> set[str]:
        identities = self._app.all(Identity)
        return {one.id for one in identities if is_administrator(self._app, one).possible}

    def _targets(self, rule: Rule, identity: Identity) -> list[Entity]:
        if rule.target == "itself":
            return [identity]
        if rule.target == "function":
            return [*self._app.all(Function)]
        if rule.target == "outside":
            return []
        kind = _KINDS.get(rule.target, IdentityKind.ROLE)
        found: list[Entity] = [*self._by_kind[kind]]
        if kind is IdentityKind.GROUP and rule.gives == "account":
            member = self._app.application.resolve_all(identity.groups, Identity)
            return [one for one in found if one in member]
        return found

    def _answer(self, rule: Rule, identity: Identity, powers: Powers, target: Entity) -> Answer:
        """All that the rule asks, of one target."""
        met = TRUE
        if isinstance(target, Identity):
            met = self._prerequisites(rule, identity, target)
            met = met & self._uncut(rule, identity, powers, target)
        if met.refuted:
            return Answer(FALSE)
        thing = self._base.thing(target)
        if rule.target == "passed-role":
            found = _passes(powers, thing, rule)
        else:
            found = _all([powers.may(action, thing) for action in rule.on_target])
        others = [powers.may(action, ANY_THING) for action in rule.anywhere]
        others += [self._on_policies(action, powers, target) for action in rule.on_policy]
        if rule.one_of:
            place = thing if rule.target == "function" else ANY_THING
            others.append(_any([powers.may(action, place) for action in rule.one_of]))
        joined = _all([found, *others])
        return Answer(joined.truth & met, joined.statement)

    def _uncut(self, rule: Rule, identity: Identity, powers: Powers, target: Identity) -> Truth:
        """Does no boundary stay around powers that are written anew? It may be taken off first.

        A boundary cuts whatever policies say (IAM User Guide, "Permissions boundaries"); a group
        has none, its members have.
        """
        if rule.gives != "account":
            return TRUE
        gets = _gets(identity, target)
        free = self._base.of(gets).unbounded()
        if free.certain:
            return free
        kind, thing = gets.kind.value.title(), self._base.thing(gets)
        lifts = (f"iam:{verb}{kind}PermissionsBoundary" for verb in ("Delete", "Put"))
        return free | any_of(powers.may(action, thing).truth for action in lifts)

    def _bounded(self, identity: Identity, target: Entity) -> bool:
        if not isinstance(target, Identity):
            return False
        return not self._base.of(_gets(identity, target)).unbounded().certain

    def _prerequisites(self, rule: Rule, identity: Identity, target: Identity) -> Truth:
        met = TRUE
        if rule.passed_to:
            met = met & self._trusts(target, rule.passed_to)
        if rule.assumes:
            met = met & admits(target, identity, self._base)
        return met

    def _trusts(self, target: Identity, services: tuple[str, ...]) -> Truth:
        key = (target.id, services)
        if key not in self._trusted:
            self._trusted[key] = trusts_service(target, services)
        return self._trusted[key]

    def _on_policies(self, action: str, powers: Powers, target: Entity) -> Answer:
        """On one of the customer managed policies that the target has attached."""
        if not isinstance(target, Identity):
            return Answer(FALSE)
        attached = [one for one in self._app.all(Policy) if target in self._app.holders_of(one)]
        managed = [
            one
            for one in attached
            if one.origin.type.endswith("ManagedPolicy") or one.origin.type == "aws_iam_policy"
        ]
        return _any([powers.may(action, self._base.thing(one)) for one in managed])

    def _wide(self, rule: Rule, powers: Powers) -> Gain | None:
        """The same on anything there is: then something strong enough is among it."""
        if rule.target == "itself" or rule.on_policy or rule.assumes:
            return None
        place = _WIDE.get(rule.target, ANY_THING)
        if rule.target == "passed-role":
            found = _passes(powers, place, rule)
        elif rule.target == "outside":
            found = _all([powers.may(action, ANY_THING) for action in rule.on_target])
        else:
            found = _all([powers.may(action, place) for action in rule.on_target])
        others = [powers.may(action, ANY_THING) for action in rule.anywhere]
        if rule.one_of:
            others.append(_any([powers.may(action, ANY_THING) for action in rule.one_of]))
        joined = _all([found, *others])
        if joined.truth.refuted or joined.statement is None:
            return None
        account = rule.gives == "account" or rule.target == "user"
        truth, wide = joined.truth, True
        if rule.target == "outside" and not _open(joined.statement, rule):
            truth, wide = truth & _powers_of(joined.statement), False
        by = _chosen(rule, powers, ANY_THING)
        return Gain(rule, None, truth, joined.statement, account, wide=wide, by=by)


def _gets(identity: Identity, target: Identity) -> Identity:
    """Whose powers grow where the policies of the target do."""
    return identity if target.kind is IdentityKind.GROUP else target


def _open(statement: Statement, rule: Rule) -> bool:
    """Does it reach all there is of the rule's service?"""
    service = (*rule.needs, *rule.one_of)[0].partition(":")[0]
    return Reach(statement).open(service).possible


def _powers_of(statement: Statement) -> Truth:
    """What a thing that no template has may do, nobody can tell here."""
    name = f"what {statement.resources.text()} may do"
    return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=statement.resources.span))


def _held(powers: Powers) -> frozenset[str]:
    """Every action of the rules that some Allow of the identity speaks of."""
    found: set[str] = set()
    for statement in powers.allows:
        if not isinstance(statement.not_actions, Absent):
            return frozenset(links().matched("*"))
        for pattern in (one for _, one in statement.actions.items()):
            known = pattern.known()
            found.update(links().matched("*" if known is None else str(known)))
    return frozenset(found)


def _passes(powers: Powers, thing: Thing, rule: Rule) -> Answer:
    """May it pass the role to one of the services?"""
    return _any(
        [powers.may("iam:PassRole", thing, iam_passedtoservice=one) for one in rule.passed_to]
    )


def _chosen(rule: Rule, powers: Powers, thing: Thing) -> str:
    place = thing if rule.target == "function" else ANY_THING
    held = (one for one in rule.one_of if not powers.may(one, place).truth.refuted)
    return next(held, "")


def _all(answers: list[Answer]) -> Answer:
    """All of them; the first one's statement stands for them."""
    truth = TRUE
    for one in answers:
        truth = truth & one.truth
        if truth.refuted:
            return Answer(FALSE)
    return Answer(truth, next((one.statement for one in answers if one.statement), None))


def _any(answers: list[Answer]) -> Answer:
    truth = any_of(one.truth for one in answers)
    best = max(
        answers,
        key=lambda one: (one.truth.certain, one.truth.possible, bool(one.statement)),
        default=Answer(FALSE),
    )
    return Answer(truth, best.statement)
