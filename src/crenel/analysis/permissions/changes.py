"""What each holder of powers may do more, or less, than at another time: compared exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.permissions.grants import Grants, grants_of, grants_of_identity
from crenel.analysis.permissions.names import Names
from crenel.analysis.permissions.proof import opaque, symbols_back
from crenel.analysis.permissions.smallest import document_of
from crenel.model.entities import Function, Identity
from crenel.policy.comparing import compare
from crenel.policy.comparing.comparison import Relation, Witness
from crenel.policy.parsing import parse

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.grants import Grant

_ALL = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


class Change(Enum):
    """What a holder may do now, against what it might do before."""

    EQUAL = "equal"
    NARROWER = "narrower"
    WIDER = "wider"
    INCOMPARABLE = "incomparable"
    UNKNOWN = "unknown"
    NEW = "new"
    """It was not there, and is granted something."""
    GONE = "gone"

    @property
    def widens(self) -> bool:
        """Is something allowed that was not?"""
        return self in (Change.WIDER, Change.INCOMPARABLE, Change.NEW)


class Changed(msgspec.Struct, frozen=True):
    """One function, or a role or user that no function runs as."""

    address: str
    change: Change
    witness: Witness | None = None
    """A request that is allowed at one time only; ``allowed_by`` ``a`` is now, ``b`` before."""
    because: str = ""
    """Why it is unknown."""
    now: Grants | None = None


def holders(app: Knowledge) -> Iterator[tuple[str, Grants]]:
    """The address of every function, and of every other identity, with what it is granted."""
    names = Names(app.application)
    for function in app.all(Function):
        yield function.origin.address, grants_of(function, app, names)
    for identity in app.all(Identity):
        if not app.functions_as(identity):
            yield identity.origin.address, grants_of_identity(identity, app, names)


def changes(before: Mapping[str, Grants], after: Mapping[str, Grants]) -> list[Changed]:
    """Every holder of either time, in the order of addresses."""
    return [
        changed(address, before.get(address), after.get(address))
        for address in sorted({*before, *after})
    ]


def changed(address: str, before: Grants | None, after: Grants | None) -> Changed:
    """One holder."""
    if after is None:
        return Changed(address, Change.GONE)
    if before is None:
        return _new(address, after)
    told = {text for text, _ in before.unread}
    news = next((text for text, _ in after.unread if text not in told), "")
    if news:
        return Changed(address, Change.UNKNOWN, because=news, now=after)
    if _guards(before.rows) != _guards(after.rows) and _same(before.rows, after.rows):
        because = "the conditions of the template under which it is granted changed"
        return Changed(address, Change.UNKNOWN, because=because, now=after)
    powers = _compared(address, document_of(after.rows), document_of(before.rows))
    limits = _compared(address, _limit(after), _limit(before))
    found = _worse(powers, limits)
    return msgspec.structs.replace(found, now=after)


def _new(address: str, after: Grants) -> Changed:
    if after.unread and not after.rows:
        return Changed(address, Change.UNKNOWN, because=after.unread[0][0], now=after)
    nothing = _compared(address, document_of(after.rows), {"Statement": []})
    if nothing.change is Change.WIDER:
        return msgspec.structs.replace(nothing, change=Change.NEW, now=after)
    return msgspec.structs.replace(nothing, now=after)


def _limit(grants: Grants) -> dict[str, object]:
    """Its permissions boundary; all, where there is none."""
    return document_of(grants.boundary) if grants.boundary else dict(_ALL)


def _worse(powers: Changed, limits: Changed) -> Changed:
    """Both together: what is wider in one of them may be allowed now."""
    order = (Change.UNKNOWN, Change.INCOMPARABLE, Change.WIDER, Change.NARROWER, Change.EQUAL)
    for kind in order:
        for one in (powers, limits):
            if one.change is kind:
                return one
    return powers


def _compared(address: str, now: dict[str, object], then: dict[str, object]) -> Changed:
    found = compare([parse(opaque(now))], [parse(opaque(then))])
    witness = found.witness
    if witness is not None:
        witness = msgspec.structs.replace(witness, resource=symbols_back(witness.resource))
    change = Change[found.relation.name] if found.relation is not Relation.UNKNOWN else None
    return Changed(address, change or Change.UNKNOWN, witness, found.because)


Row = tuple[str, str, tuple[str, ...], str, tuple[str, ...], bool]


def _row(grant: Grant) -> Row:
    return (
        grant.effect,
        grant.action,
        grant.resources,
        repr(grant.condition),
        grant.others,
        grant.all_but,
    )


def _same(one: Iterable[Grant], other: Iterable[Grant]) -> bool:
    return {_row(row) for row in one} == {_row(row) for row in other}


def _guards(rows: Iterable[Grant]) -> set[tuple[Row, str]]:
    return {(_row(row), repr(row.guard)) for row in rows}
