"""``SNS``: a topic calls the function, directly or through a queue."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Map, Ref, Value
from crenel.readers.sam.events.dead_letters import queue_policy
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.mapping import SQS_POLICY, map_source
from crenel.readers.sam.events.permission import permit
from crenel.readers.sam.values import cases_of, maybe_written, word, written

_SAME = ("Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy")


def expand(event: Event) -> None:
    """The subscription, and the queue between topic and function where one is asked for."""
    for guard, through in cases_of(event.get("SqsSubscription")):
        scoped = event.under(guard, event.properties)
        if scoped is None:
            continue
        if isinstance(through, Absent) or (isinstance(through, Known) and not written(through)):
            permit(scoped, "sns", event.get("Topic"))
            _subscribe(scoped, "lambda", event.target.arn)
        elif isinstance(through, Map):
            _through_given(scoped, through)
        else:
            _through_made(scoped)


def _through_made(event: Event) -> None:
    maker = event.maker
    fifo = _fifo(event)
    maker.make("Queue", "AWS::SQS::Queue", {"FifoQueue": fifo} if maybe_written(fifo) else {})
    arn = maker.ref("Queue", "Arn")
    _connect(event, arn, maker.ref("Queue"), f"{maker.base}QueuePolicy", maker.known(10))


def _through_given(event: Event, queue: Map) -> None:
    maker = event.maker
    arn, url = queue.get("QueueArn"), queue.get("QueueUrl")
    if not maybe_written(arn) or not maybe_written(url):
        maker.note("a SqsSubscription needs QueueArn and QueueUrl", queue.span)
    name = word(queue.get("QueuePolicyLogicalId")) or f"{maker.base}QueuePolicy"
    size = queue.get("BatchSize")
    _connect(event, arn, url, name, size if maybe_written(size) else maker.known(10))


def _connect(event: Event, arn: Value, url: Value, policy: str, size: Value) -> None:
    maker = event.maker
    properties = {
        "PolicyDocument": queue_policy("*", event.get("Topic"), arn),
        "Queues": [url],
    }
    maker.make("", "AWS::SQS::QueuePolicy", properties, name=policy)
    _subscribe(event, "sqs", arn)
    mapped = {"EventSourceArn": arn, "BatchSize": size, "Enabled": True}
    map_source(event, mapped, suffix="EventSourceMapping")
    event.manage(SQS_POLICY)


def _subscribe(event: Event, protocol: str, endpoint: Value) -> None:
    properties = {
        "Protocol": protocol,
        "Endpoint": endpoint,
        "TopicArn": event.get("Topic"),
        **event.taken(*_SAME),
    }
    event.maker.make("", "AWS::SNS::Subscription", properties)


def _fifo(event: Event) -> Value:
    topic = event.get("Topic")
    resource = event.maker.stack.resources.get(topic.target) if isinstance(topic, Ref) else None
    return resource.properties.get("FifoTopic") if resource else event.get("")
