"""DEP-013: the framework that deploys the service gets no fixes any more."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.delivery._frameworks import newest_major, supported_until
from crenel.model.entities import StackSettings
from crenel.model.truth import truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

control = Control(
    name="unsupported-framework",
    handle="DEP-013",
    title="the framework that deploys the service gets no fixes any more",
    severity=Severity.LOW,
    judges=StackSettings,
    maps_to=("CSA-A6",),
    practices=("CD2",),
    fix="Move to a version that is maintained and set frameworkVersion to it.",
)


@control.check
def check(subject: StackSettings, app: Knowledge) -> Judged:
    """Fails where every version of the Serverless Framework that is taken is out of support."""
    version = subject.framework
    if version.is_absent().certain:
        return NOT_JUDGED
    said = version.known()
    major = None if said is None else newest_major(str(said))
    if major is None:
        return fails_if(unknown(_installed(version)), at=version)
    until = supported_until(major)
    return fails_if(
        truth(until is not None and until < app.today, version),
        at=version,
        message=f"version {major} of the Serverless Framework gets no fixes since {until}",
        evidence=f"framework {major}",
    )


def _installed(version: Value) -> Value:
    """A range without an upper end takes what is installed where it is deployed."""
    name = "the version of the Serverless Framework that is installed"
    return Unknown(kind=UnknownKind.EXTERNAL, name=name) if version.known() else version
