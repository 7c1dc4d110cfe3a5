"""What the role may do."""

from __future__ import annotations

from tests.parity.application import App, granting, state
from tests.parity.states.parts import allow

granting("wildcard-action", allow("*"))
granting("service-wildcard", allow("s3:*", "arn:aws:s3:::orders/*"))
granting("pass-any-role", allow("iam:PassRole"))
granting("credential-exposure", allow("iam:CreateAccessKey"))
granting("read-all-data", allow("s3:GetObject"))
granting("change-permissions-anywhere", allow("s3:PutBucketPolicy"))
granting("write-anywhere", allow("dynamodb:PutItem"))
granting("invoke-any-function", allow("lambda:InvokeFunction"))
granting("decrypt-with-any-key", allow("kms:Decrypt"))
granting("privilege-escalation", allow("iam:PutRolePolicy"))
granting("allow-all-but", {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]})


@state("administrator-policy")
def administrator(app: App) -> None:
    app.managed.append("arn:aws:iam::aws:policy/AdministratorAccess")


@state("broad-managed-policy")
def broad(app: App) -> None:
    app.managed.append("arn:aws:iam::aws:policy/AmazonS3FullAccess")
