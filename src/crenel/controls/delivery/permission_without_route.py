"""DEP-009: a permission outlived what it was for."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.delivery._sources import has_routes_elsewhere, leads_to, source_of
from crenel.model.entities import Function, InvokePermission
from crenel.model.truth import FALSE

control = Control(
    name="permission-without-route",
    handle="DEP-009",
    title="a permission outlived what it was for",
    severity=Severity.LOW,
    judges=InvokePermission,
    maps_to=("CSA-A11",),
    practices=("IA3",),
    fix="Remove the permission, or put the route or subscription back that it belongs to.",
)


@control.check
def check(subject: InvokePermission, app: Knowledge) -> Judged:
    """Fails where the source is in this application and nothing of it leads to the function."""
    function, source = app.resolve(subject.function, Function), source_of(subject, app)
    if subject.generated or function is None or source is None:
        return NOT_JUDGED
    if leads_to(source, function, app):
        return fails_if(FALSE, at=subject.source_arn)
    return fails_if(
        ~has_routes_elsewhere(source, app),
        at=subject.source_arn,
        message=f"{source.label} may invoke {function.label}, and has no use for it",
        evidence=f"{source.label} {function.label}",
    )
