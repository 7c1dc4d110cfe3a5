"""Who may take on which role, and deploy."""

from __future__ import annotations

from tests.parity.application import STATES, App, adding, ref, state
from tests.parity.states.parts import allow


def trusted(control: str, principal: object, **more: object) -> None:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal} | more
    role = {"AssumeRolePolicyDocument": {"Statement": [statement]}}
    adding(control, {"Other": {"Type": "AWS::IAM::Role", "Properties": role}})


STATES_MACHINES = {"Service": "states.amazonaws.com"}


def doing(control: str, principal: object, statements: list[object], **more: object) -> None:
    """A role for somebody else, with what it may do."""
    trusted(control, principal, **more)
    adds = STATES[control]

    def change(app: App) -> None:
        adds(app)
        document = {"Statement": statements}
        app.resources["Other"]["Properties"]["Policies"] = [
            {"PolicyName": "p", "PolicyDocument": document}
        ]

    STATES[control] = change


doing("workflow-role-wildcard", STATES_MACHINES, [allow("lambda:*")])
doing("invoke-anything", STATES_MACHINES, [allow("lambda:InvokeFunction")])
trusted(
    "administrator-deploys",
    {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
    Action="sts:AssumeRoleWithWebIdentity",
)
_pipeline = STATES["administrator-deploys"]


@state("administrator-deploys")
def deploys(app: App) -> None:
    _pipeline(app)
    managed = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    app.resources["Other"]["Properties"]["ManagedPolicyArns"] = managed


trusted("role-open-to-anyone", {"AWS": "*"})
trusted("cross-account-trust", {"AWS": "arn:aws:iam::111122223333:root"})
trusted(
    "federation-open-to-any-repository",
    {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
    Action="sts:AssumeRoleWithWebIdentity",
    Condition={"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
)
adding(
    "long-lived-credentials",
    {
        "Ann": {"Type": "AWS::IAM::User", "Properties": {"UserName": "ann"}},
        "Key": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": ref("Ann")}},
    },
)
