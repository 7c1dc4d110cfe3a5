"""NET-001: a function stands outside the network of its database."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.network._databases import databases_of, is_public
from crenel.model.entities import Function

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


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where it is given the address of a database that is not public, and has no network."""
    named = list(databases_of(subject, app))
    if not named:
        return NOT_JUDGED
    return [
        fails_if(
            subject.network.is_absent() & ~is_public(database, app),
            at=place,
            message=f"{subject.label} talks to {database.label} from outside its network",
            evidence=database.label,
        )
        for place, database in named
    ]
