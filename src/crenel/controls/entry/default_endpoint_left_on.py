"""ENT-021: an API answers on its default address beside its own domain."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Api, CustomDomain
from crenel.model.truth import TRUE, any_of

control = Control(
    name="default-endpoint-left-on",
    handle="ENT-021",
    title="an API answers on its default address beside its own domain",
    severity=Severity.LOW,
    judges=Api,
    maps_to=("OWASP-S6", "CSA-A3"),
    practices=("RO2",),
    fix="Set DisableExecuteApiEndpoint: true.",
)


@control.check
def check(subject: Api, app: Knowledge) -> Judged:
    """Fails where a domain of one's own leads to it and the default address still answers."""
    fronts = [one for one in app.all(CustomDomain) if app.refers(one.apis, subject)]
    if not fronts:
        return NOT_JUDGED
    there = any_of(TRUE.under(one.guard) for one in fronts)
    return fails_if(
        there & ~subject.default_endpoint_off.is_true(),
        at=subject.default_endpoint_off,
        also=[(one.origin.span, f"{one.label} leads to it") for one in fronts[:1]],
        evidence="default endpoint on",
    )
