"""NET-001: a function stands outside the network of its database."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Database, Function
from crenel.model.value import Ref, Value

control = Control(
    name="function-outside-network",
    handle="NET-001",
    title="a function stands outside the network of its database",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("FSBP-Lambda.3", "NIST-SC-7"),
    practices=("RO2",),
    fix="Give the function subnets and a security group of the database's network.",
)

_ADDRESSES = ("endpoint", "address")
"""What an attribute with the address of a database has in its name, in either vocabulary."""


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where it is given the address of a database that is not public, and has no network."""
    named = list(_databases(subject, app))
    if not named:
        return NOT_JUDGED
    return [
        fails_if(
            subject.network.is_absent() & ~database.public.is_true(),
            at=place,
            message=f"{subject.label} talks to {database.label} from outside its network",
            evidence=database.label,
        )
        for place, database in named
    ]


def _databases(subject: Function, app: Knowledge) -> Iterator[tuple[Value, Database]]:
    for _, _, value in subject.environment.entries():
        for ref in value.refs():
            database = app.application.get(ref.target, Database)
            if database is not None and _is_address(ref):
                yield value, database


def _is_address(ref: Ref) -> bool:
    return any(part in ref.attribute.lower() for part in _ADDRESSES)
