"""The queue for what a rule or a schedule could not deliver."""

from __future__ import annotations

from crenel.model.guard import Guard
from crenel.model.value import Absent, Ref, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import VERSION
from crenel.readers.sam.values import cases_of, one_of, word


def dead_letters(maker: Maker, config: Value, *, rule: Ref | None) -> Value:
    """``DeadLetterConfig`` of a target; a queue is made where only a type is given.

    A ``rule`` needs a queue policy to send; a schedule sends under its own role.
    """
    branches: list[tuple[Guard, Value]] = []
    for guard, leaf in cases_of(config):
        arn = leaf.get("Arn")
        if isinstance(leaf, Absent):
            branches.append((guard, leaf))
        else:
            own = _queue(maker, leaf, rule, guard) if isinstance(arn, Absent) else arn
            branches.append((guard, maker.value({"Arn": own})))
    return one_of(branches, config)


def _queue(maker: Maker, config: Value, rule: Ref | None, guard: Guard) -> Value:
    if word(config.get("Type")) != "SQS":
        maker.note("a DeadLetterConfig needs an Arn or the Type SQS", config.span)
    name = word(config.get("QueueLogicalId")) or f"{maker.base}Queue"
    maker.make("", "AWS::SQS::Queue", {}, name=name, guard=guard)
    arn = maker.ref(name=name, attribute="Arn")
    if rule is not None:
        properties = {
            "PolicyDocument": queue_policy({"Service": "events.amazonaws.com"}, rule, arn),
            "Queues": [maker.ref(name=name)],
        }
        maker.make("QueuePolicy", "AWS::SQS::QueuePolicy", properties, guard=guard)
    return arn


def queue_policy(principal: object, source: object, queue: object) -> dict[str, object]:
    """A policy that lets a source send to a queue."""
    statement = {
        "Action": "sqs:SendMessage",
        "Effect": "Allow",
        "Principal": principal,
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": source}},
    }
    return {"Version": VERSION, "Statement": [statement]}
