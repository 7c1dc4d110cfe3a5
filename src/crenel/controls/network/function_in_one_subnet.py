"""NET-002: a function in a network stands in one subnet."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.truth import Truth, truth, unknown
from crenel.model.value import List, Value

control = Control(
    name="function-in-one-subnet",
    handle="NET-002",
    title="a function in a network stands in one subnet",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("FSBP-Lambda.5", "NIST-CP-10"),
    practices=("IR3",),
    fix="Name subnets of two availability zones or more.",
)


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where the list of subnets holds one."""
    subnets = subject.network.get("SubnetIds")
    if subnets.is_absent().certain:
        return NOT_JUDGED
    return fails_if(_single(subnets), at=subnets, evidence="one subnet")


def _single(subnets: Value) -> Truth:
    """One element in every deployment; how long a list from elsewhere is, is not known."""
    found = list(subnets.items())
    if not isinstance(subnets, List) or any(guard for guard, _ in found):
        return unknown(subnets)
    return truth(len(found) == 1, subnets)
