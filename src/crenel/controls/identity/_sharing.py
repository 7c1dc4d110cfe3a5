"""What functions get from each other by running as one role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.grants import Grant, grants
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.managed import unread_policies
from crenel.controls.identity._reach import Note
from crenel.controls.identity._wildcards import named
from crenel.model.entities import Function, Identity
from crenel.model.source import outward
from crenel.model.truth import FALSE, TRUE, Truth, any_of, unknown

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.needs import Need

_MAX = 3
_HARMLESS = (
    "logs:",
    "xray:",
    "cloudwatch:putmetricdata",
    "ec2:createnetworkinterface",
    "ec2:deletenetworkinterface",
    "ec2:describenetworkinterfaces",
    "ec2:describesubnets",
    "ec2:getsecuritygroupsforvpc",
    "ec2:assignprivateipaddresses",
    "ec2:unassignprivateipaddresses",
)
"""What every function is granted to run at all: logs, traces, a network (AWS's policies for it)."""


class Spill(msgspec.Struct, frozen=True):
    """What some functions may do because others need it; all needs of all of them are known."""

    notes: tuple[Note, ...] = ()
    unneeded: bool = False
    """Something is granted that not each of them needs."""


def spilled(functions: Sequence[Function], app: Knowledge) -> Spill | None:
    """What spills over between functions; None where not all that they need is known."""
    if app.code is None:
        return None
    found = [app.permissions.of(one) for one in functions]
    if not all(one.told for one in found):
        return None
    told = list(zip(functions, found, strict=True))
    notes = (*_notes(told, app), *_idle(told))
    return Spill(notes[:_MAX], bool(notes))


def _notes(told: list[tuple[Function, Answer]], app: Knowledge) -> Iterator[Note]:
    for function, answer in told:
        for other, its in told:
            for need in its.wanted if other is not function else ():
                if need.span is None or _harmless(need.action) or _needs(answer, need):
                    continue
                what = f"{need.action} on {app.permissions.on(need)}"
                yield outward(need.span), f"{function.label} may {what}: {other.label} needs it"


def _idle(told: list[tuple[Function, Answer]]) -> Iterator[Note]:
    for function, answer in told:
        for row in answer.judged.unused:
            if row.span is not None and not _harmless(row.action):
                yield row.span, f"{function.label} may {row.action}, and does not need it"


def _needs(answer: Answer, wanted: Need) -> bool:
    """Does a function need an action on some of the same resources?"""
    return any(
        need.action == wanted.action and set(need.resources) & set(wanted.resources)
        for need in answer.wanted
    )


def shared_power(identity: Identity, app: Knowledge, spill: Spill | None) -> Truth:
    """May one of them do what it need not? Certainly not, where each needs all that is granted."""
    statements = [*app.statements_of(identity), *app.managed_statements_of(identity)]
    unread = tuple(unread_policies(identity, app))
    if not statements and not unread:
        return TRUE  # nobody runs without any: what it is granted stands elsewhere
    if spill is not None and not spill.unneeded:
        return FALSE
    kept = any_of(_kept(grant, identity, app) for grant in grants(statements))
    others = any_of(one.effect.equals("Allow") & one.not_actions.is_present() for one in statements)
    return kept | others | (unknown(*unread) if unread else FALSE)


def _kept(grant: Grant, identity: Identity, app: Knowledge) -> Truth:
    """Is it more than what every function is granted, and is it left by denials and boundary?"""
    if _harmless(grant.action.text()):
        return FALSE
    return grant.allows() & app.limits.leave(identity, grant, named(grant.action))


def _harmless(pattern: str) -> bool:
    return pattern.lower().startswith(_HARMLESS)
