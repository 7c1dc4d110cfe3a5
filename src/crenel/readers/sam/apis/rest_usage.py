"""``UsagePlan`` in ``Auth``: a plan and a key, for one API or shared by all."""

from __future__ import annotations

from crenel.model.value import Map, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, cases_of, under, word

_NAMED = ("UsagePlanName", "Description", "Quota", "Tags", "Throttle")


def add_usage_plan(maker: Maker, auth: Value, stage: str) -> None:
    """The plan, its key and what binds them."""
    for guard, plan in cases_of(auth.get("UsagePlan")):
        if not isinstance(plan, Map):
            continue
        created = word(plan.get("CreateUsagePlan"))
        scoped = maker.within(maker.base, plan.span or maker.span, guard)
        if created == "PER_API" and scoped is not None:
            names = tuple(f"{maker.base}{one}" for one in ("UsagePlan", "ApiKey", "UsagePlanKey"))
            _add(scoped, plan, stage, names)
        elif created == "SHARED" and scoped is not None:
            _share(scoped, plan, stage)
        elif created != "NONE":
            maker.note("a UsagePlan needs CreateUsagePlan: PER_API, SHARED or NONE", plan.span)


def _add(maker: Maker, plan: Map, stage: str, names: tuple[str, ...]) -> None:
    plan_name, key_name, bound_name = names
    stages = [{"ApiId": maker.ref(), "Stage": maker.ref(name=stage)}]
    properties: dict[str, Raw] = {"ApiStages": stages, **{one: plan.get(one) for one in _NAMED}}
    maker.make("", "AWS::ApiGateway::UsagePlan", properties, name=plan_name)
    key: dict[str, Raw] = {
        "Enabled": True,
        "StageKeys": [{"RestApiId": maker.ref(), "StageName": maker.ref(name=stage)}],
    }
    maker.make("", "AWS::ApiGateway::ApiKey", key, name=key_name)
    bound: dict[str, Raw] = {
        "KeyId": maker.ref(name=key_name),
        "KeyType": "API_KEY",
        "UsagePlanId": maker.ref(name=plan_name),
    }
    maker.make("", "AWS::ApiGateway::UsagePlanKey", bound, name=bound_name)


def _share(maker: Maker, plan: Map, stage: str) -> None:
    names = ("ServerlessUsagePlan", "ServerlessApiKey", "ServerlessUsagePlanKey")
    fresh = [maker.stack.first(maker.prefix + name, maker.guard) for name in names]
    if all(fresh):
        _add(maker, plan, stage, names)
        return
    reference = maker.ref(name=stage)
    stages = maker.value({"ApiId": maker.ref(), "Stage": reference})
    keys = maker.value({"RestApiId": maker.ref(), "StageName": reference})
    for name, field, element in ((names[0], "ApiStages", stages), (names[1], "StageKeys", keys)):
        pending = maker.stack.additions.setdefault(maker.prefix + name, [])
        pending.append((field, under(maker.guard, element)))
