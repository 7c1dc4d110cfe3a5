"""ENT-023: an API policy that admits every account or every network."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.analysis.reachability import endpoint_is_public, routes_of
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Api, ResourcePolicy
from crenel.model.truth import Truth, any_of, unknown

control = Control(
    name="api-policy-for-anyone",
    handle="ENT-023",
    title="the resource policy of an API admits callers of any account",
    severity=Severity.MEDIUM,
    judges=ResourcePolicy,
    maps_to=("OWASP-S5", "CSA-A2"),
    practices=("IA5", "RO2"),
    fix="Name the accounts or roles, or add aws:SourceVpce or aws:PrincipalOrgID as a condition.",
    aliases=("ENT-022",),
)


@control.check
def check(policy: ResourcePolicy, app: Knowledge) -> Judged:
    """Fails where the API is private or asks for IAM: elsewhere the policy grants nothing more."""
    meant = [(guard, api) for guard, api in app.meanings(policy.target, Api) if api is not None]
    if policy.service != "execute-api" or not meant:
        return NOT_JUDGED
    matters = any_of(
        (~endpoint_is_public(api) | _asks_for_iam(api, policy, app)).under(guard)
        for guard, api in meant
    )
    return [
        fails_if(
            lets_anyone_in(statement, policy.statements) & matters,
            at=statement.principals,
            evidence=f"{statement.principals.text()} {statement.actions.text()}",
        )
        for statement in policy.statements
        if not statement.effect.equals("Deny").certain
    ]


def _asks_for_iam(api: Api, policy: ResourcePolicy, app: Knowledge) -> Truth:
    routes = routes_of(api, app)
    if not routes:
        return unknown(policy.target)
    return any_of(route.entity.auth.equals("AWS_IAM").under(route.guard) for route in routes)
