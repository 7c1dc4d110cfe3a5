"""One event of a function."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.model.entities import EntryKind, EntryPoint
from crenel.model.value import NOTHING, Absent, Known, List, Map, Ref, Value
from crenel.readers.sam.values import Raw
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.naming import normalised
from crenel.readers.serverless.stack import Stack


class Event(msgspec.Struct, frozen=True):
    """An event as written, what makes its resources, and its number among its kind."""

    kind: str
    value: Value
    maker: Maker
    stack: Stack
    function: str
    number: int

    @property
    def base(self) -> str:
        """The function's name in logical ids."""
        return normalised(self.function)

    @property
    def target(self) -> Ref:
        """The function."""
        return self.maker.ref(f"{self.base}LambdaFunction", "Arn")

    def get(self, name: str) -> Value:
        """A setting of the event; absent where the event is one word."""
        return self.value.get(name)

    def named(self, *names: str) -> Value:
        """The event's own word, or the first of some settings that was written."""
        if not isinstance(self.value, Map):
            return self.value
        found = (self.value.get(name) for name in names)
        return next((one for one in found if not isinstance(one, Absent)), NOTHING)

    def permit(self, service: str, source: Raw = None, *, suffix: str = "", **more: Raw) -> None:
        """Lets a service invoke the function."""
        properties = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": self.target,
            "Principal": service if "." in service else f"{service}.amazonaws.com",
            "SourceArn": source,
            **more,
        }
        identity = f"{self.base}LambdaPermission{suffix or self.kind}{self.number}"
        self.maker.make(identity, "AWS::Lambda::Permission", properties)

    def entry(self, kind: EntryKind, source: Value = NOTHING, event: Value = NOTHING) -> None:
        """A way in whose resource lies elsewhere, or is none of CloudFormation's."""
        self.stack.entities.append(
            EntryPoint(
                id=f"{self.base}{self.kind}{self.number}#entry",
                origin=self.maker.origin,
                guard=self.maker.guard,
                kind=kind,
                function=self.target,
                source=source,
                event=event,
            )
        )

    def enabled(self, on: Raw, off: Raw) -> Raw:
        """What stands for ``enabled``."""
        switch = self.get("enabled")
        if isinstance(switch, Known):
            return Known(value=str(off), span=switch.span) if switch.is_false().certain else on
        return on


def words(value: Value) -> Iterator[Value]:
    """The elements of a list; a single value is its only one."""
    if isinstance(value, List):
        yield from value.elements
    elif not isinstance(value, Absent):
        yield value
