"""RUN-003: anyone may make a function run as often as the account allows."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import asks_for_callers
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Api, ApiStage, EntryPoint, Function
from crenel.model.truth import FALSE, TRUE, Truth, any_of

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
    entries = [entry for entry in app.entries(function) if asks_for_callers(entry)]
    if not entries:
        return NOT_JUDGED
    opened = any_of(
        (entry.auth.equals("NONE") & ~_held_back(entry, app)).under(entry.guard)
        for entry in entries
    )
    return fails_if(
        function.reserved_concurrency.is_absent() & opened,
        message=f"anyone may make {function.label} run as often as the account allows",
        also=[(entry.auth, f"{_door(entry)} asks for nothing") for entry in entries[:3]],
        evidence="no cap",
    )


def _held_back(entry: EntryPoint, app: Knowledge) -> Truth:
    """Is the API before it private, or its stage throttled?"""
    api = app.resolve(entry.source, Api)
    if api is None:
        return FALSE
    stages = [one for one in app.all(ApiStage) if app.resolve(one.api, Api) is api]
    return api.endpoint_types.any(lambda one: one.equals("PRIVATE")) | any_of(
        (one.throttle_rate.is_present() | one.usage_plan.is_present()) & TRUE.under(one.guard)
        for one in stages
    )


def _door(entry: EntryPoint) -> str:
    return " ".join(filter(None, (entry.method.text(), entry.path.text()))) or entry.kind.value
