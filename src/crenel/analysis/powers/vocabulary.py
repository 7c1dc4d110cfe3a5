"""What actions do to the things that an application is made of.

A handful of actions stands for each verb: those by which content is seen, changed or taken away,
or by which something else is set in motion. Names, resource types and access levels come from the
Service Authorization Reference, as of 2026-11.
"""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.analysis.globs import Actions
from crenel.dated import Dated, dated_by
from crenel.model.entities import (
    Bucket,
    Bus,
    Database,
    Entity,
    Function,
    Key,
    Queue,
    Secret,
    StoredParameter,
    Stream,
    Table,
    Topic,
    Workflow,
)


class Verb(Enum):
    """What is done to a thing."""

    READS = "reads"
    WRITES = "writes"
    DELETES = "deletes"
    DECRYPTS = "decrypts"
    INVOKES = "invokes"


class Deed(msgspec.Struct, frozen=True):
    """One action on one kind of thing."""

    action: str
    verb: Verb
    kind: type[Entity]
    inside: str = ""
    """What follows the thing's own ARN where the action is asked about something inside it."""


def _deeds(kind: type[Entity], service: str, inside: str = "", **verbs: str) -> list[Deed]:
    return [
        Deed(f"{service}:{name}", Verb(verb), kind, inside)
        for verb, names in verbs.items()
        for name in names.split()
    ]


DEEDS: tuple[Deed, ...] = (
    *_deeds(
        Table,
        "dynamodb",
        reads="GetItem BatchGetItem Query Scan PartiQLSelect ExportTableToPointInTime",
        writes="PutItem UpdateItem BatchWriteItem PartiQLInsert PartiQLUpdate",
        deletes="DeleteItem BatchWriteItem PartiQLDelete DeleteTable",
    ),
    *_deeds(
        Bucket,
        "s3",
        "/",
        reads="GetObject GetObjectVersion",
        writes="PutObject",
        deletes="DeleteObject DeleteObjectVersion",
    ),
    *_deeds(Bucket, "s3", deletes="DeleteBucket", writes="PutBucketPolicy"),
    *_deeds(Queue, "sqs", reads="ReceiveMessage", invokes="SendMessage", deletes="PurgeQueue"),
    *_deeds(Topic, "sns", reads="Subscribe", invokes="Publish"),
    *_deeds(Bus, "events", invokes="PutEvents"),
    *_deeds(Stream, "kinesis", reads="GetRecords", invokes="PutRecord PutRecords"),
    *_deeds(Stream, "firehose", invokes="PutRecord PutRecordBatch"),
    *_deeds(
        Secret,
        "secretsmanager",
        reads="GetSecretValue BatchGetSecretValue",
        writes="PutSecretValue UpdateSecret",
        deletes="DeleteSecret",
    ),
    *_deeds(
        StoredParameter,
        "ssm",
        reads="GetParameter GetParameters GetParametersByPath GetParameterHistory",
        writes="PutParameter",
        deletes="DeleteParameter DeleteParameters",
    ),
    *_deeds(Key, "kms", decrypts="Decrypt ReEncryptFrom", deletes="ScheduleKeyDeletion"),
    *_deeds(
        Database,
        "rds-data",
        reads="ExecuteStatement BatchExecuteStatement",
        writes="ExecuteStatement BatchExecuteStatement",
    ),
    *_deeds(Database, "rds", deletes="DeleteDBInstance DeleteDBCluster"),
    *_deeds(Workflow, "states", invokes="StartExecution StartSyncExecution"),
    *_deeds(Function, "lambda", invokes="InvokeFunction InvokeFunctionUrl"),
)

BY_ACTION: dict[str, tuple[Deed, ...]] = {}
for _deed in DEEDS:
    BY_ACTION[_deed.action] = (*BY_ACTION.get(_deed.action, ()), _deed)

ACTIONS = Actions(BY_ACTION)
"""The vocabulary, asked by patterns."""


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "what actions do to data and functions",
        "AWS service authorization reference",
        "2026-11-28",
        __file__,
    )
