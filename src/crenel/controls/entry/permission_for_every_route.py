"""ENT-007: every route of an API may invoke a function that serves some."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import routes_of
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Api, EntryPoint, Function, InvokePermission
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
    served = [(route.entity, app.functions_of(route.entity)) for route in routes_of(api, app)]
    own = [entry for entry, functions in served if function in functions]
    others = any(one is not function for _, functions in served for one in functions)
    some = bool(own) and others and not any(map(_takes_the_rest, own))
    return fails_if(
        truth(some, source) & _is_for_all(source),
        at=source,
        message=f"every route of {api.label} may invoke {function.label}",
        evidence=f"{api.label} {function.label}",
    )


def _takes_the_rest(route: EntryPoint) -> bool:
    """Does it serve whatever path no other route serves?"""
    path = route.path.text()
    return "+}" in path or path in ("$default", "")


def _is_for_all(source: Value) -> Truth:
    """Do only stars follow the API's own identifier?"""
    if list(source.cases())[1:]:
        return unknown(source)
    rest = source.text().rpartition(":")[2].split("/")[1:]
    return truth(bool(rest) and all(one == "*" for one in rest), source)
