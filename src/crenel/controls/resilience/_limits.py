"""What holds callers back before a function."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Api, ApiStage
from crenel.model.truth import Truth, any_of


def is_limited(api: Api, app: Knowledge) -> Truth:
    """Is the API private, or one of its stages throttled?"""
    return app.once(("limited", api.id), lambda: _limited(api, app))


def _limited(api: Api, app: Knowledge) -> Truth:
    stages = app.referrers(ApiStage, "api", api)
    throttled = any_of(_throttled(one.entity).under(one.guard) for one in stages)
    return api.endpoint_types.any(lambda one: one.equals("PRIVATE")) | throttled


def _throttled(stage: ApiStage) -> Truth:
    return stage.throttle_rate.is_present() | stage.usage_plan.is_present()
