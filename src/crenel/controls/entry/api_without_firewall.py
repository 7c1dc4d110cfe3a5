"""ENT-020: a public REST API with no web application firewall in front of it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import open_to_internet
from crenel.analysis.stages import called
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Api, ApiKind, ApiStage, FirewallAttachment
from crenel.model.truth import Truth, any_of, truth, unknown
from crenel.model.value import Value

control = Control(
    name="api-without-firewall",
    handle="ENT-020",
    title="a public REST API has no web application firewall in front of it",
    severity=Severity.MEDIUM,
    judges=ApiStage,
    maps_to=("OWASP-S1", "CSA-A1", "FSBP-APIGateway.4"),
    practices=("RO2",),
    fix="Associate a web ACL with the stage.",
)


@control.check
def check(stage: ApiStage, app: Knowledge) -> Judged:
    """Fails where no association of this application names the stage or its API."""
    if stage.kind is not ApiKind.REST:
        return NOT_JUDGED
    guarded = any_of(
        _guards(one.target, stage, app).under(one.guard) for one in app.all(FirewallAttachment)
    )
    return fails_if(
        open_to_internet(stage.api, app) & ~guarded,
        message=f"no web application firewall is in front of the stage {called(stage)}",
        evidence=f"no web ACL {stage.name.text()}",
    )


def _guards(target: Value, stage: ApiStage, app: Knowledge) -> Truth:
    """Is it this stage that the firewall stands in front of? A bare parameter may be it."""
    api = app.resolve(stage.api, Api)
    stages = [app.application.get(ref.target, ApiStage) for ref in target.refs()]
    if any(stages):
        return truth(stage in stages, target)
    if api is None or app.resolve(target, Api) is not api:
        told = any(target.refs()) or target.known() is not None or "/restapis/" in target.text()
        return truth(False, target) if told else unknown(target)
    _, staged, name = target.text().rpartition("/stages/")
    if not staged or name == stage.name.text():
        return truth(True, target)
    return unknown(target) if "${" in name + stage.name.text() else truth(False, target)
