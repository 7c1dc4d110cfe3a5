"""RUN-003: anyone may make a function run as often as the account allows."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import asks_for_callers
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.resilience._limits import is_limited
from crenel.model.entities import Api, EntryPoint, Function
from crenel.model.truth import FALSE, Truth, any_of, unknown

control = Control(
    name="uncapped-public-function",
    handle="RUN-003",
    title="a public function has neither a cap on its concurrency nor throttling before it",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set ReservedConcurrentExecutions, or throttle the stage of the API.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where a caller needs no identity, and nothing limits how often it runs."""
    ways = app.referrers(EntryPoint, "function", function)
    doors = [one for one in ways if asks_for_callers(one.entity)]
    if not doors:
        return NOT_JUDGED
    entries = list(dict.fromkeys(one.entity for one in doors))
    opened = any_of(
        (one.entity.auth.equals("NONE") & ~_held_back(one.entity, app)).under(one.guard)
        for one in doors
    )
    return fails_if(
        function.reserved_concurrency.is_absent() & opened,
        message=f"anyone may make {function.label} run as often as the account allows",
        also=[(entry.auth, f"{_door(entry)} asks for nothing") for entry in entries[:3]],
        evidence="no cap",
    )


def _held_back(entry: EntryPoint, app: Knowledge) -> Truth:
    """Is the API before it private, or its stage throttled?"""
    source = entry.source
    none = FALSE if source.is_absent().certain else unknown(source)
    return app.whichever(source, Api, lambda api: is_limited(api, app), none=none)


def _door(entry: EntryPoint) -> str:
    return " ".join(filter(None, (entry.method.text(), entry.path.text()))) or entry.kind.value
