"""SUP-013: somebody else's application without a fixed version."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import NestedApplication

control = Control(
    name="unpinned-application",
    handle="SUP-013",
    title="an application of the serverless repository has no fixed version",
    severity=Severity.MEDIUM,
    judges=NestedApplication,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Name one SemanticVersion that has been reviewed.",
)


@control.check
def check(application: NestedApplication, _: Knowledge) -> Judged:
    """Fails where the version is missing, or no single version."""
    if application.application_id.is_absent().certain:
        return NOT_JUDGED
    version = application.version
    return fails_if(
        version.test(lambda one: not str(one)[:1].isdigit() or "x" in str(one), absent=True),
        at=version,
        message=f"{application.label} deploys whatever version is there that day",
        evidence=application.application_id.text(),
    )
