"""What is known of a function's code. Every fact has a place; not knowing is a value."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.source import Source, Span


class Tainted(Enum):
    """Can the one who sends the event choose this value?"""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ArgumentKind(Enum):
    """Where an argument's value comes from."""

    LITERAL = "literal"
    ENVIRONMENT = "environment"
    """``text`` is the name of the variable."""
    EVENT = "event"
    """``text`` is the path inside the event."""
    BUILT = "built"
    """Put together; ``text`` shows the known parts, ``{}`` for the others."""
    UNKNOWN = "unknown"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a value: a literal text, an environment variable's name, an event's path..."""

    kind: ArgumentKind
    text: str = ""
    default: str | None = None
    """For an environment variable: what the code takes where it is not set."""


class Argument(msgspec.Struct, frozen=True):
    """One argument of a call: positional ones are named ``0``, ``1``..."""

    name: str
    kind: ArgumentKind
    text: str = ""
    alternatives: tuple[tuple[Piece, ...], ...] = ()
    """Every value that it may have, each in its pieces; of a list, those of its elements."""
    sometimes: bool = False
    """Another call that may be meant does not give it, or gives nothing."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What all facts share."""

    span: Span
    function: str = ""
    """The function it stands in; empty at the top of a module."""
    reached: bool = True
    """Whether the handler, or the loading of its modules, can get there."""


class Import(Fact, frozen=True, kw_only=True):
    """One import: ``module`` as written, ``names`` taken from it (empty: the module itself)."""

    module: str
    names: tuple[str, ...] = ()
    local: str | None = None
    """The path of the file it is, where that is one of the application's."""
    resolved: bool = True
    """False for a local import that no file answers to."""


class EnvironmentRead(Fact, frozen=True, kw_only=True):
    """A read of an environment variable; ``name`` is None where it is computed."""

    name: str | None


class SdkCall(Fact, frozen=True, kw_only=True):
    """A call of a cloud provider's SDK. ``operation`` and ``service`` as the code writes them."""

    service: str | None
    operation: str | None
    """None where it is computed: what the function needs is then incomplete."""
    style: str
    """boto3-client, boto3-resource, boto3-paginator, boto3-waiter, js-v2, js-v3..."""
    receiver: str
    arguments: tuple[Argument, ...] = ()
    resource: tuple[str, ...] = ()
    """For boto3 resources: the chain of types, ``("Table",)``."""
    resource_arguments: tuple[Argument, ...] = ()
    nested: tuple[Argument, ...] = ()
    """What stands inside arguments, by path: ``Entries[].Bus``; keys under ``RequestItems{}``."""
    candidates: tuple[str, ...] = ()
    """Where ``service`` is None: those that it may be, if they are known."""
    other_credentials: bool = False
    """The client was given credentials: it does not act as the function's role."""

    @property
    def key(self) -> str:
        """The operation without case and underscores: ``putobject``."""
        return (self.operation or "").replace("_", "").lower()


class AttributeRead(Fact, frozen=True, kw_only=True):
    """An attribute of a boto3 resource is read; most make the call ``load`` first."""

    name: str
    load: SdkCall


class Untold(Fact, frozen=True, kw_only=True):
    """Code that is run but stands nowhere in the text: a computed import, text run as code."""

    message: str


class Outbound(Fact, frozen=True, kw_only=True):
    """A call that leaves for the network; ``host`` is None where it is not a literal."""

    host: str | None
    url: str
    """As far as it is known, ``{}`` for the rest."""
    client: str


class Sink(Fact, frozen=True, kw_only=True):
    """A dangerous call or value. ``tainted`` NO: it is there, on data nobody outside chooses."""

    kind: str
    message: str
    tainted: Tainted
    source: Span | None = None
    """Where the tainted value enters."""
    source_path: str = ""
    """Which part of the event it is: ``event.body.name``."""
    call: str = ""
    """The function's full name: ``subprocess.run``."""


class Problem(msgspec.Struct, frozen=True):
    """A part of the code that was not understood, and why."""

    file: str
    message: str
    span: Span | None = None
    cut: bool = False
    """A budget ran out: of this file or what it leads to, facts are missing."""
    open: bool = False
    """The file was read; what it leads to is not all known: a build or a framework makes it."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one function's code, over the modules its handler reaches."""

    modules: tuple[Source, ...] = ()
    handler: Span | None = None
    """The handler's definition; None where the module does not show it."""
    imports: tuple[Import, ...] = ()
    environment: tuple[EnvironmentRead, ...] = ()
    sdk_calls: tuple[SdkCall, ...] = ()
    attributes: tuple[AttributeRead, ...] = ()
    untold: tuple[Untold, ...] = ()
    outbound: tuple[Outbound, ...] = ()
    sinks: tuple[Sink, ...] = ()
    problems: tuple[Problem, ...] = ()
