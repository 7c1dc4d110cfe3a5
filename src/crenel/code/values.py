"""Abstract values: what an expression may be, without running it.

Put together of others it has a ``weight``; beyond MAX_WEIGHT it becomes ``Opaque``, for bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from crenel.code.facts import Tainted

if TYPE_CHECKING:
    from crenel.code.syntax import Constant, Module, Unit
    from crenel.model.source import Span

MAX_WEIGHT, MAX_OPTIONS = 200, 8
MAX_NAME = 300
MAX_SITES = 16
MAX_TEXT = 4_000
COMPUTED = "[computed]"
"""The name of an entry whose key is no constant."""


class Place(msgspec.Struct, frozen=True):
    """A stretch of a module, in bytes."""

    module: Module
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The same in characters of the source."""
        return self.module.span(self.start, self.end)


class Value(msgspec.Struct, frozen=True):
    """What an expression may be."""

    @property
    def weight(self) -> int:
        """How many values it is made of."""
        return 1


class Opaque(Value, frozen=True):
    """Nothing is known but how far the event's sender chooses it, and where that came from."""

    tainted: Tainted = Tainted.UNKNOWN
    origin: Place | None = None
    path: str = ""


class Known(Value, frozen=True):
    """A constant."""

    value: Constant


class Given(Value, frozen=True):
    """The event, or a part of it."""

    origin: Place
    path: str
    whole: bool = False


class Environment(Value, frozen=True):
    """An environment variable; ``name`` is None where it is computed."""

    name: str | None
    default: str | None = None
    """What the code takes instead where the variable is not set."""


class Failure(Value, frozen=True):
    """An error that was caught; or its text, or its stack trace."""

    origin: Place
    form: str = "error"
    """``error``, ``text`` or ``trace``."""


class Code(Value, frozen=True):
    """A function or class of the application."""

    unit: Unit
    bound: bool = False
    """A method taken from an instance: its first parameter is already given."""


class Instance(Value, frozen=True):
    """An object of a class of the application."""

    unit: Unit


class Package(Value, frozen=True):
    """A module of the application."""

    module: Module


class Compound(Value, frozen=True):
    """Made of other values."""

    size: int
    worst: Opaque
    """The most tainted of its parts."""

    @property
    def weight(self) -> int:
        return self.size

    def parts(self) -> Iterable[Value]:
        """Those it is made of."""
        return ()


class Site(msgspec.Struct, frozen=True):
    """What one call was given."""

    positional: tuple[Value, ...] = ()
    named: tuple[tuple[str, Value], ...] = ()

    def argument(self, position: int | None, *names: str) -> Value | None:
        """An argument by any of its names, or by position."""
        for name, value in self.named:
            if name in names:
                return value
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None

    def values(self) -> Iterator[Value]:
        """All arguments."""
        yield from self.positional
        yield from (value for _, value in self.named)


class Path(Compound, frozen=True):
    """Something that is not the application's: an import, a builtin, or what came of calling one.

    ``boto3.client().put_object`` is the name, ``sites`` what its calls were given.
    """

    name: str
    sites: tuple[Site, ...] = ()

    def parts(self) -> Iterable[Value]:
        return (value for site in self.sites for value in site.values())


class Mixed(Compound, frozen=True):
    """Text, or a number, made of parts."""

    pieces: tuple[Value, ...]

    def parts(self) -> Iterable[Value]:
        return self.pieces


class Record(Compound, frozen=True):
    """Entries by name; under None what was spread or has a computed key."""

    entries: tuple[tuple[str | None, Value], ...]
    keys: tuple[Value, ...] = ()
    """The computed keys, as far as they are no constants."""

    def parts(self) -> Iterable[Value]:
        return (value for _, value in self.entries)

    def get(self, name: str) -> Value | None:
        """The last entry of that name; the spread ones where there is none."""
        rest: Value | None = None
        for key, value in reversed(self.entries):
            if key == name:
                return value
            if key is None or key == COMPUTED:
                rest = value if rest is None else either([rest, value])
        return rest


class Items(Compound, frozen=True):
    """Elements in order."""

    elements: tuple[Value, ...]

    def parts(self) -> Iterable[Value]:
        return self.elements


class Options(Compound, frozen=True):
    """One of these."""

    choices: tuple[Value, ...]

    def parts(self) -> Iterable[Value]:
        return self.choices


class Quoted(Compound, frozen=True):
    """Made harmless for one use: ``shell``."""

    use: str
    inner: Value

    def parts(self) -> Iterable[Value]:
        return (self.inner,)


class Pending(Value, frozen=True):
    """The answer of a function that has not been evaluated yet; whoever uses it is told later."""


PENDING = Pending()
UNKNOWN = Opaque()
CLEAN = Opaque(Tainted.NO)
UNDEFINED = Known(None)


def path(name: str, sites: tuple[Site, ...] = ()) -> Value:
    """Something foreign under this name; what comes of calling it is unknown."""
    if not sites:
        return Path(1, CLEAN, name) if len(name) <= MAX_NAME else UNKNOWN
    size, inner = measure(value for site in sites for value in site.values())
    worst = (
        inner if inner.tainted is Tainted.UNKNOWN else Opaque(origin=inner.origin, path=inner.path)
    )
    light = size <= MAX_WEIGHT and len(sites) <= MAX_SITES and len(name) <= MAX_NAME
    return Path(size, worst, name, sites) if light else worst


def mixed(parts: Iterable[Value]) -> Value:
    """Text of these parts, flat."""
    flat: list[Value] = []
    for part in parts:
        for piece in part.pieces if isinstance(part, Mixed) else (part,):
            _add_piece(flat, piece)
    if len(flat) == 1 and isinstance(flat[0], Known):
        return flat[0]
    size, worst = measure(flat)
    return Mixed(size, worst, tuple(flat)) if size <= MAX_WEIGHT else worst


def _add_piece(pieces: list[Value], piece: Value) -> None:
    """Append a piece; texts that follow each other become one."""
    last = pieces[-1] if pieces else None
    if isinstance(piece, Known) and isinstance(last, Known):
        text = f"{last.value}{piece.value}"
        pieces[-1] = Known(text) if len(text) <= MAX_TEXT else CLEAN
    else:
        pieces.append(piece)


def record(entries: Iterable[tuple[str | None, Value]], keys: tuple[Value, ...] = ()) -> Value:
    """An object with these entries; a spread record gives its own."""
    flat: list[tuple[str | None, Value]] = []
    for key, value in entries:
        flat.extend(spread(value) if key is None else ((key, value),))
    size, worst = measure(value for _, value in flat)
    size += len(keys)
    return Record(size, worst, tuple(flat), keys) if size <= MAX_WEIGHT else worst


def spread(value: Value) -> Iterable[tuple[str | None, Value]]:
    """The entries of a spread object; of several that it may be, each name what it may be."""
    if isinstance(value, Record):
        return value.entries
    kept = [one.entries if isinstance(one, Record) else ((None, one),) for one in choices(value)]
    each = [entry for entries in kept for entry in entries]
    return [(name, either(one for key, one in each if key == name)) for name in dict(each)]


def items(elements: Iterable[Value]) -> Value:
    """A list of these."""
    every = tuple(elements)
    size, worst = measure(every)
    return Items(size, worst, every) if size <= MAX_WEIGHT else worst


def quoted(use: str, inner: Value) -> Value:
    """``inner``, harmless for this use."""
    size, worst = measure((inner,))
    return Quoted(size, worst, use, inner) if size <= MAX_WEIGHT else worst


def either(options: Iterable[Value]) -> Value:
    """One of these; the same one counted once."""
    flat: list[Value] = []
    pending = False
    if isinstance(options, list) and len(options) == 1:
        only: Value = options[0]
        return only
    for option in options:
        for choice in option.choices if isinstance(option, Options) else (option,):
            if choice is not PENDING and choice not in flat:
                flat.append(choice)
            pending = pending or choice is PENDING
    if len(flat) == 1:
        return flat[0]
    if pending and not flat:
        return PENDING
    size, worst = measure(flat)
    if not flat or len(flat) > MAX_OPTIONS or size > MAX_WEIGHT:
        return worst
    return Options(size, worst, tuple(flat))


def with_default(value: Value, default: Value) -> Value:
    """A value, or another where it is nothing; a variable of the environment keeps its default."""
    text = literal(default)
    if isinstance(value, Environment) and isinstance(text, str):
        return Environment(value.name, text)
    return either([value, default])


def choices(value: Value) -> tuple[Value, ...]:
    """The values it may be, each on its own."""
    return value.choices if isinstance(value, Options) else (value,)


def derived(*parts: Value) -> Value:
    """What a computation makes of these: as tainted as they are, nothing else known."""
    return PENDING if PENDING in parts else measure(parts)[1]


def taint(value: Value, use: str = "") -> Opaque:
    """How tainted a value is for one use, and where that came from."""
    if isinstance(value, Opaque):
        return value
    if isinstance(value, Given):
        return Opaque(Tainted.YES, value.origin, value.path)
    if not isinstance(value, Compound):
        return CLEAN
    if not use or value.worst.tainted is Tainted.NO or isinstance(value, Path):
        return value.worst
    if isinstance(value, Quoted) and value.use == use:
        return CLEAN
    return max((taint(part, use) for part in value.parts()), key=_rank, default=CLEAN)


def leaves(value: Value) -> Iterator[Value]:
    """The value and all it is made of; calls of foreign code are not looked into."""
    pending = [value]
    while pending:
        one = pending.pop()
        yield one
        if isinstance(one, Compound) and not isinstance(one, Path):
            pending.extend(one.parts())


def literal(value: Value | None) -> Constant:
    """The constant it is; None where it is none."""
    return value.value if isinstance(value, Known) else None


def text_of(value: Value) -> str:
    """As far as it is known as text, ``{}`` for the rest."""
    if isinstance(value, Known):
        return str(value.value)
    if isinstance(value, Mixed):
        return "".join(text_of(piece) for piece in value.pieces)
    return "{}"


def measure(parts: Iterable[Value]) -> tuple[int, Opaque]:
    """The weight of a whole and the most tainted of its parts."""
    size, worst, rank = 1, CLEAN, 0
    for part in parts:
        size += part.weight
        one = taint(part)
        if (other := _rank(one)) > rank:
            worst, rank = one, other
    return size, worst


def _rank(one: Opaque) -> int:
    """Worse is higher; one whose origin is known tells more."""
    if one.tainted is Tainted.NO:
        return 0
    return (4 if one.tainted is Tainted.YES else 1) + (one.origin is not None)
