"""``MSK``: topics of a managed Kafka cluster."""

from __future__ import annotations

from crenel.readers.sam.events.access import read_schemas, read_secret, secrets
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.mapping import kafka_config, let_send_failures, poll
from crenel.readers.sam.roles.role import inline_policy


def expand(event: Event) -> None:
    """The mapping and the policies."""
    poll(event, event.get("Stream"), {"AmazonManagedKafkaEventSourceConfig": kafka_config(event)})
    event.manage("service-role/AWSLambdaMSKExecutionRole")
    certificates = secrets(event, "CLIENT_CERTIFICATE_TLS_AUTH")
    statements = [*read_schemas(event), *(read_secret(one) for one in certificates)]
    if statements:
        event.attach(inline_policy("MSKExecutionRolePolicy", *statements))
    let_send_failures(event)
