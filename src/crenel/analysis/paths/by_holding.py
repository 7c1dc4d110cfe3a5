"""What follows from the powers of an identity in an attacker's hands."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.escalation.gains import Escalations, Gain
from crenel.analysis.paths.kept import KEPT
from crenel.analysis.paths.nodes import (
    ACCOUNT,
    ELSEWHERE,
    Edge,
    Node,
    State,
    calls,
    elsewhere,
    feeds,
    group,
    has,
    holds,
)
from crenel.analysis.paths.wording import gained, mildest, narrow, place_of, powers, verbs
from crenel.analysis.powers.reach import Reach, Reached, Wide
from crenel.analysis.powers.vocabulary import Verb
from crenel.model.entities import Entity, Function, Identity
from crenel.model.truth import FALSE, Truth

_MOST_RULES = 3
"""Rules that are told of between the same two; one that is closed leaves the others open."""


class Held:
    """The steps that lead on from the powers of one identity."""

    def __init__(self, identity: Identity, truth: Truth, wired: set[str]) -> None:
        self._identity = identity
        self._truth = truth
        self._wired = wired

    def escalates(self, node: Node, escalations: Escalations) -> Iterator[Edge]:
        """Powers that it was not given."""
        taken: dict[Node, int] = {}
        for gain in sorted(escalations.of(self._identity), key=_doubt):
            to = gains(gain)
            taken[to] = taken.get(to, 0) + 1
            if to == node or taken[to] > _MOST_RULES:
                continue
            target = gained(gain)
            needs = [*gain.rule.needs, *([gain.by] if gain.by else [])]
            yield Edge(
                to,
                "escalates",
                self._truth & gain.truth,
                place_of(gain.statement, self._identity),
                f"it {gain.rule.does.format(target=target)}: {' with '.join(needs)}{_lifted(gain)}",
                gain.rule.cut.format(target=target),
                code=gain.wide,
                rule=gain.rule.name,
            )

    def reaches(self, reached: Reached) -> Iterator[Edge]:
        """Data, and things that can be set in motion."""
        by_entity: dict[Entity, list[Reach]] = {}
        for one in reached.named:
            by_entity.setdefault(one.entity, []).append(one)
        for entity, reaches in by_entity.items():
            kept = [one for one in reaches if one.verb is not Verb.INVOKES]
            if kept and isinstance(entity, KEPT):
                yield self._data(entity, kept)
            for one in reaches:
                yield from self._moves(one)
        for wide in reached.wide:
            yield from self._in_bulk(wide, reached)

    def _data(self, entity: Entity, kept: list[Reach]) -> Edge:
        best, found = mildest(kept), FALSE
        for one in kept:
            found = found | one.truth
        return Edge(
            has(entity, strong=True),
            best.verb.value,
            self._truth & found,
            place_of(best.statement, entity),
            powers(kept),
            narrow(best.statement, self._identity.label),
            verbs=verbs(kept),
        )

    def _moves(self, one: Reach) -> Iterator[Edge]:
        entity = one.entity
        if one.verb not in (Verb.INVOKES, Verb.WRITES):
            return
        if not isinstance(entity, Function) and entity.id not in self._wired:
            return
        to = calls(entity) if isinstance(entity, Function) else feeds(entity)
        yield Edge(
            to,
            "invokes" if to.state is State.CALLS else "sends",
            self._truth & one.truth,
            place_of(one.statement, entity),
            f"the role allows {one.action} on {entity.label}",
            narrow(one.statement, self._identity.label),
            verbs=(one.verb.value,),
        )

    def _in_bulk(self, wide: Wide, reached: Reached) -> Iterator[Edge]:
        """All of a kind, by one step."""
        cut = narrow(wide.statement, self._identity.label)
        place = place_of(wide.statement, self._identity)
        kept = [one for one in reached.wide if one.kind is wide.kind]
        kept = [one for one in kept if one.verb is not Verb.INVOKES]
        if issubclass(wide.kind, KEPT) and kept and kept[0] is wide:
            to = group(wide.kind, State.HAS, strong=True)
            why = f"{powers(kept)} on everything"
            yield Edge(to, wide.verb.value, self._truth, place, why, cut, verbs=verbs(kept))
        if wide.verb in (Verb.INVOKES, Verb.WRITES):
            function = issubclass(wide.kind, Function)
            to = group(wide.kind, State.CALLS if function else State.FEEDS)
            why = f"the role allows {wide.action} on everything"
            verb = "invokes" if function else "sends"
            yield Edge(to, verb, self._truth, place, why, cut, verbs=(wide.verb.value,))


def _lifted(gain: Gain) -> str:
    return ", once the permissions boundary is taken off, which it may do" if gain.lifts else ""


def _doubt(gain: Gain) -> tuple[bool, bool, bool]:
    return not gain.truth.certain, not gain.truth.possible, gain.wide


def gains(gain: Gain) -> Node:
    """What a rule leads to."""
    if gain.target is None:
        return ACCOUNT if gain.wide or gain.whole_account else _elsewhere(gain)
    if gain.whole_account:
        return ACCOUNT
    return holds(gain.target)


def _elsewhere(gain: Gain) -> Node:
    """Something that the statement names, and whose role nobody here knows."""
    names = [one.text() for _, one in gain.statement.resources.items()]
    if not names or not names[0]:
        return ELSEWHERE
    more = " and others" if names[1:] else ""
    return elsewhere(f"what {names[0]}{more} runs as")


def administers(app: Knowledge, holder: Entity, identity: Identity, truth: Truth) -> Edge:
    """The step of who may do everything."""
    places = [item.span for _, item in identity.managed.items() if item.span is not None]
    places += [
        one.whole.span
        for one in app.statements_of(identity)
        if one.whole.span is not None and one.actions.any(lambda item: item.equals("*")).possible
    ]
    who = "it" if holder is identity else f"the role of {holder.label}"
    return Edge(
        ACCOUNT,
        "administers",
        truth & is_administrator(app, identity),
        places[0] if places else identity.origin.span,
        f"{who} may do everything in the account",
        f"Give {holder.label} a policy with the few actions that it needs.",
        told="administrator-policy",
    )
