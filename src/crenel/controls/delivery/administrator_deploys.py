"""DEP-006: whoever deploys owns the account."""

from __future__ import annotations

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Identity, Statement
from crenel.model.truth import Truth, any_of, truth
from crenel.model.value import Value

control = Control(
    name="administrator-deploys",
    handle="DEP-006",
    title="a role that deploys may do everything in the account",
    severity=Severity.HIGH,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A3"),
    practices=("DL3", "IA1"),
    fix="Allow the role what the stack's resources need, or put a permissions boundary around it.",
)
_SERVICES = ("cloudformation", "codepipeline", "codebuild", "codedeploy")


@control.check
def check(identity: Identity, app: Knowledge) -> Judged:
    """Fails where a pipeline or CloudFormation may assume the role of an administrator."""
    deploys = any_of(_trusts_deployer(one).under(one.guard) for one in identity.trust)
    if deploys.refuted:
        return NOT_JUDGED
    return fails_if(
        deploys & is_administrator(app, identity),
        at=identity.managed,
        message=f"{identity.label} is assumed by deployments and may do everything",
        evidence="administrator",
    )


def _trusts_deployer(statement: Statement) -> Truth:
    services = tuple(f"{name}.amazonaws.com" for name in _SERVICES)
    return statement.effect.equals("Allow") & (
        statement.principals.get("Service").any(lambda one: one.equals(*services))
        | statement.principals.get("Federated").any(_is_pipeline)
    )


def _is_pipeline(provider: Value) -> Truth:
    """A provider of tokens for workloads outside; a cluster's own is none."""
    return provider.contains("oidc-provider/") & truth("oidc.eks" not in provider.text(), provider)
