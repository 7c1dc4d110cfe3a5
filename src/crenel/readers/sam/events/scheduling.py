"""A schedule of EventBridge Scheduler, for functions and state machines alike."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Value
from crenel.readers.sam.events.dead_letters import dead_letters
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import trust
from crenel.readers.sam.roles.sending import sending_policy
from crenel.readers.sam.values import Raw, cases_of, each, maybe_written, word, written

_SAME = (
    "ScheduleExpression",
    "State",
    "Description",
    "StartDate",
    "EndDate",
    "ScheduleExpressionTimezone",
    "GroupName",
    "KmsKeyArn",
)


def scheduled(maker: Maker, given: Value, target: Value, policy: Raw) -> None:
    """The schedule, its queue and, where none is given, its role."""
    letters = dead_letters(maker, given.get("DeadLetterConfig"), rule=None)
    window = given.get("FlexibleTimeWindow")
    properties = {
        **{name: given.get(name) for name in _SAME},
        "Name": _name(maker, given),
        "FlexibleTimeWindow": window if maybe_written(window) else {"Mode": "OFF"},
        "Target": {
            "Arn": target,
            "RoleArn": _role(maker, given.get("RoleArn")),
            "Input": given.get("Input"),
            "DeadLetterConfig": letters,
            "RetryPolicy": given.get("RetryPolicy"),
        },
    }
    maker.make("", "AWS::Scheduler::Schedule", properties)
    _add_roles(maker, given, [policy, _letters_policy(maker, letters)])


def _name(maker: Maker, given: Value) -> Value:
    if word(given.get("OmitName")).lower() == "true":
        return NOTHING
    name = given.get("Name")
    return name if maybe_written(name) else maker.known(maker.base)


def _role(maker: Maker, given: Value) -> Value:
    return each(given, lambda leaf: leaf if written(leaf) else maker.ref("Role", "Arn"))


def _letters_policy(maker: Maker, letters: Value) -> Raw:
    queue = letters.get("Arn")
    return None if isinstance(queue, Absent) else sending_policy("SQS", maker.base, queue)


def _add_roles(maker: Maker, given: Value, policies: list[Raw]) -> None:
    for guard, role in cases_of(given.get("RoleArn")):
        if not written(role):
            properties = {
                "AssumeRolePolicyDocument": trust("scheduler.amazonaws.com"),
                "Policies": [policy for policy in policies if policy is not None],
                "PermissionsBoundary": given.get("PermissionsBoundary"),
            }
            maker.make("Role", "AWS::IAM::Role", properties, guard=guard)
