"""SUP-003: nothing checks who made a function's code."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="unsigned-function",
    handle="SUP-003",
    title="nothing checks who made a function's code",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD4", "DL1"),
    fix="Name a code signing configuration in CodeSigningConfigArn.",
)


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where no code signing configuration is named; container images cannot have one."""
    if (
        not subject.package_type.equals("Zip").possible
        or not subject.package.inline.is_absent().certain
    ):
        return NOT_JUDGED
    return fails_if(
        subject.package_type.equals("Zip") & subject.code_signing.is_absent(),
        at=subject.code_signing,
        evidence="no code signing",
    )
