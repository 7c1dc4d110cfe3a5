"""ENT-007: every route of an API may invoke a function that serves some."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import routes_of
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Api, Function, InvokePermission
from crenel.model.truth import Truth, truth, unknown
from crenel.model.value import Value

control = Control(
    name="permission-for-every-route",
    handle="ENT-007",
    title="every route of an API may invoke a function that serves some",
    severity=Severity.LOW,
    judges=InvokePermission,
    maps_to=("OWASP-S5",),
    practices=("IA3",),
    fix="Name the stage, method and path that the function serves in SourceArn.",
)


@control.check
def check(subject: InvokePermission, app: Knowledge) -> Judged:
    """Fails where the API has routes to other functions, and the permission is for all of them."""
    source = subject.source_arn
    api, function = app.resolve(source, Api), app.resolve(subject.function, Function)
    if subject.generated or api is None or function is None:
        return NOT_JUDGED
    served = {one for route in routes_of(api, app) for one in app.functions_of(route.entity)}
    others = sorted(one.label for one in served - {function})
    return fails_if(
        truth(function in served and bool(others), source) & _is_for_all(source),
        at=source,
        message=f"every route of {api.label} may invoke {function.label}",
        evidence=f"{api.label} {function.label}",
    )


def _is_for_all(source: Value) -> Truth:
    """Do only stars follow the API's own identifier?"""
    if list(source.cases())[1:]:
        return unknown(source)
    rest = source.text().rpartition(":")[2].split("/")[1:]
    return truth(bool(rest) and all(one == "*" for one in rest), source)
