"""DEP-006: whoever deploys owns the account."""

from __future__ import annotations

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Identity, Statement
from crenel.model.truth import Truth, any_of

control = Control(
    name="administrator-deploys",
    handle="DEP-006",
    title="a role that deploys may do everything in the account",
    severity=Severity.HIGH,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A3"),
    fix="Allow the role what the stack's resources need, or put a permissions boundary around it.",
)
_SERVICES = ("cloudformation", "codepipeline", "codebuild", "codedeploy")


@control.check
def check(identity: Identity, app: Knowledge) -> Judged:
    """Fails where a pipeline or CloudFormation may assume the role of an administrator."""
    deploys = any_of(_trusts_deployer(one).under(one.guard) for one in identity.trust)
    if not deploys.possible:
        return NOT_JUDGED
    return fails_if(
        deploys & is_administrator(app, identity),
        at=identity.managed,
        message=f"{identity.label} is assumed by deployments and may do everything",
        evidence="administrator",
    )


def _trusts_deployer(statement: Statement) -> Truth:
    services = tuple(f"{name}.amazonaws.com" for name in _SERVICES)
    federated = statement.principals.get("Federated")
    return statement.effect.equals("Allow") & (
        statement.principals.get("Service").any(lambda one: one.equals(*services))
        | federated.any(lambda one: one.contains("oidc-provider/") & ~one.contains("oidc.eks"))
    )
