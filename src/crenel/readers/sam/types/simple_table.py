"""``AWS::Serverless::SimpleTable`` -> a DynamoDB table with one key."""

from __future__ import annotations

from crenel.model.value import Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import each, maybe_written, word

_TYPES = {"String": "S", "Number": "N", "Binary": "B"}


def expand(maker: Maker) -> None:
    """The table."""
    key = maker.get("PrimaryKey")
    named = maybe_written(key)
    name: Value = key.get("Name") if named else maker.known("id")
    throughput = maker.get("ProvisionedThroughput")
    attribute = {"AttributeName": name, "AttributeType": _type(key, maker)}
    properties = {
        "AttributeDefinitions": [attribute],
        "KeySchema": [{"AttributeName": name, "KeyType": "HASH"}],
        "ProvisionedThroughput": throughput,
        "BillingMode": None if maybe_written(throughput) else "PAY_PER_REQUEST",
        **maker.taken("PointInTimeRecoverySpecification", "SSESpecification", "TableName"),
        "Tags": tag_list(maker, marked=False),
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::DynamoDB::Table", properties, attributes=attributes)


def _type(key: Value, maker: Maker) -> Value:
    kind = key.get("Type")
    if not maybe_written(kind):
        return maker.known("S")
    if word(kind) and word(kind) not in _TYPES:
        maker.note(f"a table's key has no type {word(kind)}", kind.span)
    return each(
        kind, lambda leaf: maker.known(_TYPES[word(leaf)]) if word(leaf) in _TYPES else leaf
    )
