"""``SelfManagedKafka``: topics of a Kafka cluster that the team runs."""

from __future__ import annotations

from crenel.model.value import NOTHING
from crenel.readers.sam.events.access import (
    NETWORK,
    decrypt,
    has_kinds,
    read_schemas,
    read_secret,
    secrets,
)
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.mapping import kafka_config, let_send_failures, poll
from crenel.readers.sam.roles.role import VERSION, allow
from crenel.readers.sam.values import maybe_written

_WITH_SECRET = (
    "SASL_SCRAM_256_AUTH",
    "SASL_SCRAM_512_AUTH",
    "BASIC_AUTH",
    "CLIENT_CERTIFICATE_TLS_AUTH",
    "OAUTHBEARER_AUTH",
)


def expand(event: Event) -> None:
    """The mapping and the policies."""
    servers = event.get("KafkaBootstrapServers")
    if not maybe_written(servers) or not maybe_written(event.get("Topics")):
        event.maker.note("a SelfManagedKafka event needs KafkaBootstrapServers and Topics")
    source = {"Endpoints": {"KafkaBootstrapServers": servers}} if maybe_written(servers) else None
    others = {
        "SelfManagedEventSource": source,
        "SelfManagedKafkaEventSourceConfig": kafka_config(event),
    }
    poll(event, NOTHING, others)
    _let_read(event)
    let_send_failures(event)


def _let_read(event: Event) -> None:
    statements = [
        *(read_secret(one) for one in secrets(event, *_WITH_SECRET)),
        *(read_secret(one) for one in secrets(event, "SERVER_ROOT_CA_CERTIFICATE")),
    ]
    if has_kinds(event, "VPC_SUBNET", "VPC_SECURITY_GROUP"):
        statements.append(allow(NETWORK, "*"))
    statements += [*decrypt(event), *read_schemas(event)]
    if statements:
        document = {"Statement": statements, "Version": VERSION}
        name = "SelfManagedKafkaExecutionRolePolicy"
        event.attach({"PolicyDocument": document, "PolicyName": name})
