"""Resources as patterns that can be compared: ``arn:aws:dynamodb:*:*:table/${Orders}``.

A resource of the application is written with its logical id in the place of its name, whatever a
template or code calls it by: reference, ARN, URL, or the literal name that it is given. Regions and
accounts are wildcards: a function and what it is bound to are taken to lie in one account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.permissions.table import arn_of
from crenel.model import entities as e
from crenel.model.value import Known, Ref, Text, Unknown, UnknownKind, Value
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.model.application import Application

_PSEUDO = {
    "AWS::Partition": "aws",
    "AWS::Region": "*",
    "AWS::AccountId": "*",
    "AWS::URLSuffix": "*",
}
_HOLE = Pattern(r"\$\{[^}]*\}")
_ARN_FIELDS = 6
_URL = Pattern(r"^https?://[^/]*/(?:[^/]*/)?([^/]+)$")


class Kind(msgspec.Struct, frozen=True):
    """How IAM names the resources that an entity of the model is."""

    prefix: str
    type: str
    name: str = ""
    """The attribute that gives the name in CloudFormation, where ``Ref`` does not."""
    reference_is_arn: bool = False


_KINDS: dict[type[e.Entity], Kind] = {
    e.Bucket: Kind("s3", "bucket"),
    e.Table: Kind("dynamodb", "table"),
    e.Queue: Kind("sqs", "queue", name="QueueName"),
    e.Topic: Kind("sns", "topic", name="TopicName", reference_is_arn=True),
    e.Stream: Kind("kinesis", "stream"),
    e.Bus: Kind("events", "event-bus"),
    e.Workflow: Kind("states", "statemachine", name="Name", reference_is_arn=True),
    e.Function: Kind("lambda", "function"),
    e.Secret: Kind("secretsmanager", "Secret", reference_is_arn=True),
    e.StoredParameter: Kind("ssm", "parameter"),
    e.Key: Kind("kms", "key"),
    e.Identity: Kind("iam", "role"),
    e.LogGroup: Kind("logs", "log-group"),
    e.Api: Kind("execute-api", "execute-api-general"),
    e.UserPool: Kind("cognito-idp", "userpool"),
}
_DELIVERY = Kind("firehose", "deliverystream")


def kind_of(entity: e.Entity) -> Kind | None:
    """How IAM names an entity; None for one that is no resource of its own."""
    if isinstance(entity, e.Stream) and "firehose" in entity.origin.type.lower():
        return _DELIVERY
    return _KINDS.get(type(entity))


class Names:
    """The names of one application."""

    def __init__(self, application: Application | None) -> None:
        self._application = application

    def entity(self, ref: Ref) -> e.Entity | None:
        """The resource of the application that a reference means."""
        found = self._application.get(ref.target, e.Entity) if self._application else None
        return found if found is not None and kind_of(found) is not None else None

    def patterns(self, value: Value) -> Iterator[str]:
        """A resource list of a statement, each as a pattern."""
        for _, item in value.items():  # noqa: PERF102 - a value, not a dict
            yield self.pattern(item)

    def pattern(self, leaf: Value) -> str:
        """One value without choices, as a pattern."""
        return self.normal(self.text(leaf))

    def text(self, leaf: Value) -> str:
        """One value without choices, with references as symbols or ARNs."""
        if isinstance(leaf, Text):
            return "".join(self.text(segment) for segment in leaf.segments)
        if isinstance(leaf, Ref):
            return self._reference(leaf)
        if isinstance(leaf, Unknown) and leaf.kind is UnknownKind.PSEUDO:
            return _PSEUDO.get(leaf.name, leaf.text())
        return leaf.text() if isinstance(leaf, Known | Unknown) else "*"

    def arn(self, entity: e.Entity) -> str:
        """The pattern of an entity."""
        kind = kind_of(entity)
        assert kind is not None  # noqa: S101 - asked for before
        return filled(arn_of(kind.prefix, kind.type), self.symbol(entity))

    def symbol(self, entity: e.Entity) -> str:
        """What stands for an entity's name: ready for ``Fn::Sub``, or Terraform's interpolation."""
        kind = kind_of(entity)
        if entity.origin.type.startswith("aws_"):
            named = "id" if isinstance(entity, e.Bucket | e.Key | e.Secret) else "name"
            return f"${{{entity.id}.{named}}}"
        name = kind.name if kind is not None else ""
        return f"${{{entity.id}.{name}}}" if name else f"${{{entity.id}}}"

    def normal(self, text: str) -> str:
        """An ARN with wildcards for region and account, and symbols for known names."""
        fields = text.split(":", _ARN_FIELDS - 1)
        if len(fields) < _ARN_FIELDS or fields[0] != "arn" or "${" in fields[2]:
            return text
        if fields[2] not in {"s3", "iam"}:
            fields[3] = "*" if fields[3] else ""
        if fields[2] != "s3" and fields[4] not in {"", "aws"}:
            fields[4] = "*"
        fields[1] = "aws"
        return self._with_symbols(":".join(fields), fields[2])

    def named(self, prefix: str, name: str) -> str:
        """The symbol of the resource with this literal name; the name itself where none has it."""
        return self._symbols.get((prefix, name), name)

    def _reference(self, ref: Ref) -> str:
        found = self.entity(ref)
        if found is None:
            return ref.text()
        kind = kind_of(found)
        attribute = ref.attribute.lower()
        bare = attribute in {"", "id"} and kind is not None and kind.reference_is_arn
        if attribute in {"streamarn", "stream_arn"}:
            return f"{self.arn(found)}/stream/*"
        return self.arn(found) if attribute.endswith("arn") or bare else self.symbol(found)

    def _with_symbols(self, arn: str, prefix: str) -> str:
        for (owner, name), symbol in self._symbols.items():
            if owner != prefix or name not in arn:
                continue
            at = arn.rfind(name)
            before, after = arn[:at], arn[at + len(name) :]
            if before[-1:] in {":", "/"} and (not after or after[0] in "/:*"):
                return before + symbol + after
        return arn

    @cached_property
    def _symbols(self) -> dict[tuple[str, str], str]:
        """Literal names of the application's resources -> their symbols."""
        found: dict[tuple[str, str], str] = {}
        for entity in self._application.entities if self._application else ():
            kind = kind_of(entity)
            named = isinstance(entity.name, Known | Text | Unknown)
            name = self.text(entity.name) if named else ""
            if kind is not None and name.strip("*/") and name != self.symbol(entity):
                # A parameter's ARN has the stroke that its name begins with; a log group's has not.
                name = name.lstrip("/") if kind.prefix == "ssm" else name
                found.setdefault((kind.prefix, name), self.symbol(entity))
        return found


def filled(arn: str, *values: str) -> str:
    """An ARN with holes, filled from the left; what is left becomes a wildcard."""
    stretches = _HOLE.split(arn)
    given = iter(values)
    inside = (next(given, "*") for _ in stretches[1:])
    text = stretches[0] + "".join(a + b for a, b in zip(inside, stretches[1:], strict=True))
    return re.sub(r"(/\*)+$", "/*", re.sub(r"\*{2,}", "*", text))


def last_part(text: str) -> str:
    """A queue's name, from its URL."""
    found = _URL.match(text)
    return found[1] if found else text


def rendered(pattern: str) -> str:
    """A pattern as it can stand in a template: a secret's reference is its whole ARN."""
    return re.sub(r"^arn:aws:secretsmanager:\*:\*:secret:(\$\{[^}]*\})", r"\1", pattern)
