"""``Kinesis``, ``DynamoDB`` and ``SQS``: sources that a managed policy lets Lambda poll."""

from __future__ import annotations

from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.mapping import SQS_POLICY, let_send_failures, poll


def expand_stream(event: Event) -> None:
    """A stream of Kinesis."""
    poll(event, event.get("Stream"))
    event.manage("service-role/AWSLambdaKinesisExecutionRole")
    let_send_failures(event)


def expand_table(event: Event) -> None:
    """The stream of a table."""
    poll(event, event.get("Stream"))
    event.manage("service-role/AWSLambdaDynamoDBExecutionRole")
    let_send_failures(event)


def expand_queue(event: Event) -> None:
    """A queue."""
    poll(event, event.get("Queue"))
    event.manage(SQS_POLICY)
    let_send_failures(event)
