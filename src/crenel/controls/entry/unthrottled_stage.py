"""ENT-018: an API stage that only the account's own limit throttles."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reachability import open_to_internet, routes_of
from crenel.analysis.stages import called, is_added
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.controls.entry._routes import preflight
from crenel.model.entities import Api, ApiKind, ApiStage
from crenel.model.truth import FALSE, TRUE, Truth, all_of

control = Control(
    name="unthrottled-stage",
    handle="ENT-018",
    title="nothing but the account's own limit throttles the API",
    severity=Severity.MEDIUM,
    judges=ApiStage,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set a rate and a burst limit on the stage (for all methods), or throttle by usage plan.",
)


@control.check
def check(stage: ApiStage, app: Knowledge) -> Judged:
    """Fails where a public stage has neither a rate limit nor a usage plan that limits."""
    public = open_to_internet(stage.api, app) if stage.kind is ApiKind.REST else TRUE
    limited = stage.throttle_rate.is_present() | stage.usage_plan.is_present()
    return fails_if(
        public & ~limited & ~_locked(stage, app),
        at=stage.throttle_rate,
        message=f"nothing but the account's own limit throttles the stage {called(stage)}",
        evidence=f"no rate limit {stage.name.text()}",
    )


def _locked(stage: ApiStage, app: Knowledge) -> Truth:
    """API keys open no stage but those of their plans, and none has the stage that SAM adds."""
    api = app.resolve(stage.api, Api)
    if api is None or not is_added(stage):
        return FALSE
    asked = [one.api_key.is_true() for one in routes_of(api, app) if not preflight(one)]
    return all_of(asked) if asked else FALSE
