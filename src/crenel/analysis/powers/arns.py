"""The ARNs of entities, as letters: where each kind's name stands, and what a reference gives.

Formats are those of the Service Authorization Reference, as of 2026-11. A resource that nobody
named gets the stack's name, its logical id and an ending from a deployment.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.powers.letters import (
    ACCOUNT,
    FILLED,
    MADE,
    REGION,
    arn_letters,
    letters,
)
from crenel.model.entities import (
    Bucket,
    Bus,
    Database,
    Entity,
    Function,
    Identity,
    IdentityKind,
    Key,
    Policy,
    Queue,
    Secret,
    StoredParameter,
    Stream,
    Table,
    Topic,
    Workflow,
)
from crenel.model.guard import Guard
from crenel.model.value import Absent, Ref, Value

_IN_REGION = f":{REGION}:{ACCOUNT}:"
_PREFIXES: dict[type[Entity], tuple[str, ...]] = {
    Bucket: ("arn:aws:s3:::",),
    Table: (f"arn:aws:dynamodb{_IN_REGION}table/",),
    Queue: (f"arn:aws:sqs{_IN_REGION}",),
    Topic: (f"arn:aws:sns{_IN_REGION}",),
    Stream: (
        f"arn:aws:kinesis{_IN_REGION}stream/",
        f"arn:aws:firehose{_IN_REGION}deliverystream/",
    ),
    Bus: (f"arn:aws:events{_IN_REGION}event-bus/",),
    Secret: (f"arn:aws:secretsmanager{_IN_REGION}secret:",),
    StoredParameter: (f"arn:aws:ssm{_IN_REGION}parameter/",),
    Key: (f"arn:aws:kms{_IN_REGION}key/",),
    Database: (f"arn:aws:rds{_IN_REGION}cluster:", f"arn:aws:rds{_IN_REGION}db:"),
    Workflow: (f"arn:aws:states{_IN_REGION}stateMachine:",),
    Function: (f"arn:aws:lambda{_IN_REGION}function:",),
    Policy: (f"arn:aws:iam::{ACCOUNT}:policy/",),
}
_IDENTITIES = {one: f"arn:aws:iam::{ACCOUNT}:{one.value}/" for one in IdentityKind}
_REF_IS_ARN = (Topic, Workflow, Secret, Policy)
"""What ``Ref`` gives the ARN of; elsewhere it is the name."""
_ARN = frozenset({"Arn", "TopicArn", "arn"})
_OWN = frozenset({"", "id"})
"""Attributes that give what ``Ref`` gives: the name, or for some kinds the ARN."""
_NAMES = frozenset({"name", "bucket", "Name", "TopicName", "QueueName"})


class Thing(msgspec.Struct, frozen=True):
    """What an action is asked about: the ARNs that it may have, whole or as beginnings.

    ``anything``: some resource of the caller's choosing.
    """

    arns: tuple[str, ...]
    inside: bool = False
    """The ARNs are beginnings: some object of a bucket."""
    anything: bool = False


UNWRITTEN = "\x05\x06"
"""A name that nobody wrote: what only patterns for all names cover."""
ANY_ROLE = Thing((f"arn:aws:iam::{ACCOUNT}:role/{UNWRITTEN}",))
ANY_USER = Thing((f"arn:aws:iam::{ACCOUNT}:user/{UNWRITTEN}",))
ANY_GROUP = Thing((f"arn:aws:iam::{ACCOUNT}:group/{UNWRITTEN}",))
ANY_FUNCTION = Thing((f"arn:aws:lambda{_IN_REGION}function:{UNWRITTEN}",))
ANY_THING = Thing((), anything=True)


class Pattern(msgspec.Struct, frozen=True):
    """One resource pattern of a statement: its letters, when it holds, where it was written."""

    text: str
    guard: Guard
    value: Value
    names: tuple[str, ...]
    """The ids that it refers to."""


class Arns:
    """The ARNs of one application."""

    def __init__(self, app: Knowledge) -> None:
        self._app = app
        self._known: dict[str, tuple[str, ...]] = {}
        self._patterns: dict[int, tuple[Value, tuple[Pattern, ...]]] = {}

    def of(self, entity: Entity) -> tuple[str, ...]:
        """The ARN of an entity, or the few that it may have."""
        if entity.id not in self._known:
            name = self.name(entity)
            self._known[entity.id] = tuple(start + name for start in _starts(entity))
        return self._known[entity.id]

    def name(self, entity: Entity) -> str:
        """Its physical name."""
        if isinstance(entity.name, Absent):
            made = entity.id
            return f"{FILLED}AWS..StackName{FILLED}-{made}-{MADE}{entity.id}{MADE}"
        name = letters(entity.name, self._named)
        return name.removeprefix("/") if isinstance(entity, StoredParameter) else name

    def letters(self, value: Value) -> str:
        """A single value as ARNs are compared by it."""
        return arn_letters(letters(value, self._named))

    def patterns(self, value: Value) -> tuple[Pattern, ...]:
        """Each resource pattern of a list, with the references inside it replaced by names."""
        if id(value) not in self._patterns:
            found = tuple(self._each(value))
            self._patterns[id(value)] = (value, found)
        return self._patterns[id(value)][1]

    def _each(self, value: Value) -> Iterator[Pattern]:
        for guard, item in value.items():
            names = tuple(dict.fromkeys(ref.target for ref in item.refs()))
            yield Pattern(self.letters(item), guard, item, names)

    def _named(self, ref: Ref) -> str:
        entity = self._app.application.get(ref.target, Entity)
        if entity is None or not _starts(entity):
            return f"{MADE}{ref.target}.{ref.attribute}{MADE}"
        own = ref.attribute in _OWN
        if ref.attribute in _ARN or (own and isinstance(entity, _REF_IS_ARN)):
            return self.of(entity)[0]
        named = own or ref.attribute in _NAMES
        return self.name(entity) if named else f"{MADE}{ref.target}.{ref.attribute}{MADE}"


def _starts(entity: Entity) -> tuple[str, ...]:
    if isinstance(entity, Identity):
        return (_IDENTITIES[entity.kind],)
    return _PREFIXES.get(type(entity), ())
