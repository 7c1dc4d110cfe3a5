"""The queue for what a rule or a schedule could not deliver."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Ref, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import VERSION
from crenel.readers.sam.values import each, word


def dead_letters(maker: Maker, config: Value, *, rule: Ref | None) -> Value:
    """``DeadLetterConfig`` of a target; a queue is made where only a type is given.

    A ``rule`` needs a queue policy to send; a schedule sends under its own role.
    """

    def configured(leaf: Value) -> Value:
        if isinstance(leaf, Absent):
            return NOTHING
        arn = leaf.get("Arn")
        return maker.value({"Arn": _queue(maker, leaf, rule) if isinstance(arn, Absent) else arn})

    return each(config, configured)


def _queue(maker: Maker, config: Value, rule: Ref | None) -> Value:
    if word(config.get("Type")) != "SQS":
        maker.note("a DeadLetterConfig needs an Arn or the Type SQS", config.span)
    name = word(config.get("QueueLogicalId")) or f"{maker.base}Queue"
    maker.make("", "AWS::SQS::Queue", {}, name=name)
    if rule is not None:
        properties = {
            "PolicyDocument": queue_policy(
                {"Service": "events.amazonaws.com"}, rule, maker.ref(name=name, attribute="Arn")
            ),
            "Queues": [maker.ref(name=name)],
        }
        maker.make("QueuePolicy", "AWS::SQS::QueuePolicy", properties)
    return maker.ref(name=name, attribute="Arn")


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
