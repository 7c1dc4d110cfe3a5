"""The role that SAM makes for a function without one."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.policies import add_policies
from crenel.readers.sam.roles.role import VERSION, Role, trust
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import cases_of, maybe_written, word, written

_AWS = "arn:aws:iam::aws:policy/"
_BASIC = f"{_AWS}service-role/AWSLambdaBasicExecutionRole"
_DURABLE = f"{_AWS}service-role/AWSLambdaBasicDurableExecutionRolePolicy"
_VPC = f"{_AWS}service-role/AWSLambdaVPCAccessExecutionRole"
_XRAY = f"{_AWS}AWSXrayWriteOnlyAccess"
_DEAD_LETTER_ACTIONS = {"SQS": "sqs:SendMessage", "SNS": "sns:Publish"}


def begin_role(maker: Maker) -> Role:
    """The role with what the function's own properties give it."""
    role = Role(f"{maker.base}Role", maker)
    role.manage(_DURABLE if maybe_written(maker.get("DurableConfig")) else _BASIC)
    for guard, tracing in cases_of(maker.get("Tracing")):
        if written(tracing) and not (isinstance(tracing, Known) and tracing.value == "Disabled"):
            role.manage(_XRAY, guard)
    for guard, network in cases_of(maker.get("VpcConfig")):
        if written(network):
            role.manage(_VPC, guard)
    _add_dead_letters(maker, role)
    return role


def _add_dead_letters(maker: Maker, role: Role) -> None:
    for guard, queue in cases_of(maker.get("DeadLetterQueue")):
        kind = word(queue.get("Type"))
        if isinstance(queue, Absent):
            continue
        if kind not in _DEAD_LETTER_ACTIONS:
            maker.note("a DeadLetterQueue needs a Type, SQS or SNS, and a TargetArn", queue.span)
            continue
        statement = {
            "Action": _DEAD_LETTER_ACTIONS[kind],
            "Resource": queue.get("TargetArn"),
            "Effect": "Allow",
        }
        document = {"Version": VERSION, "Statement": [statement]}
        role.inline("DeadLetterQueuePolicy", maker.value(document), guard)


def add_own_policies(maker: Maker, role: Role) -> None:
    """``Policies`` of the function; they stand before what its events need."""
    if any(not written(given) for _, given in cases_of(maker.get("Role"))):
        add_policies(maker, role, maker.get("Policies"))


def add_role(maker: Maker, role: Role) -> None:
    """The role, in each branch where none is given."""
    trusted = maker.get("AssumeRolePolicyDocument")
    others: dict[str, Value] = {
        "Path": maker.get("RolePath"),
        "PermissionsBoundary": maker.get("PermissionsBoundary"),
    }
    document: object = trusted if maybe_written(trusted) else trust("lambda.amazonaws.com")
    for guard, given in cases_of(maker.get("Role")):
        if not written(given):
            properties = role.properties(document, others, tag_list(maker))
            maker.make("Role", "AWS::IAM::Role", properties, guard=guard)
