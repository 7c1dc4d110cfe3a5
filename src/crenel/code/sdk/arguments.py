"""Arguments of calls as facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from crenel.code.facts import Argument, ArgumentKind, Piece, SdkCall
from crenel.code.hooks import CallView
from crenel.code.syntax import UnitKind
from crenel.code.text import words
from crenel.code.values import (
    COMPUTED,
    UNKNOWN,
    Built,
    Environment,
    Given,
    Items,
    Known,
    Mixed,
    Options,
    Path,
    Record,
    Site,
    Value,
    choices,
    either,
    text_of,
)

if TYPE_CHECKING:
    from crenel.code.run import Run
    from crenel.code.syntax import Call

MAX_ALTERNATIVES = 8
MAX_NESTED = 64
MAX_DEPTH = 6
_KEYED = frozenset({"RequestItems"})
"""Arguments whose keys are names of resources."""

_BY_NAME = {"get_queue_url": "QueueName", "create_queue": "QueueName", "create_topic": "Name"}
"""Calls whose answer stands for the resource that they were given the name of."""

_OWN_NAMES = (
    ".Table().name",
    ".Bucket().name",
    ".Queue().url",
    ".Topic().arn",
    ".Table().table_name",
)
"""Attributes of resources that are what the resource was made of."""

_CREDENTIALS = words(
    """
    aws_access_key_id aws_secret_access_key aws_session_token profile_name credentials
    accessKeyId secretAccessKey sessionToken
    """
)
"""Arguments with which a client is made that acts as somebody else."""


def other_credentials(view: CallView) -> bool:
    """Was the client, or the session behind it, given credentials?"""
    return any(name in _CREDENTIALS for name in _given(view.base, 0))


def _given(made: Value, depth: int) -> Iterator[str]:
    """The names of all arguments of the calls that made something, of inner clients too."""
    for site in made.sites if isinstance(made, Path) and depth < MAX_DEPTH else ():
        yield from _names(site)
        for value in site.positional:
            yield from _given(value, depth + 1)


def _names(site: Site) -> Iterator[str]:
    yield from (name for name, _ in site.named)
    for value in site.positional:
        if isinstance(value, Record):
            yield from (key for key, _ in value.entries if key is not None)


def arguments(site: Site, *, spread: bool = False) -> tuple[Argument, ...]:
    """All arguments; ``spread``: the first positional object gives the names."""
    found: list[Argument] = []
    for position, value in enumerate(site.positional):
        records = [one for one in choices(value) if isinstance(one, Record)]
        if spread and records:
            found.extend(_entries(records))
        else:
            found.append(argument(str(position), value))
    found.extend(argument(name, value) for name, value in site.named)
    return tuple(found)


def _entries(records: list[Record]) -> Iterator[Argument]:
    """The entries of an object; of one that may be several, those of each."""
    names = dict.fromkeys(name for record in records for name, _ in record.entries)
    for name in names:
        values = [entry for record in records for key, entry in record.entries if key == name]
        made = argument(name or "*", either(values) if name else values[0])
        lacking = any(name not in (key for key, _ in one.entries) for one in records)
        yield msgspec.structs.replace(made, sometimes=made.sometimes or lacking)


def argument(name: str, value: Value) -> Argument:
    """One argument."""
    kind, text = _summary(value)
    nothing = Known(None) in choices(value)
    return Argument(name, kind, text, alternatives(value), nothing)


def alternatives(value: Value) -> tuple[tuple[Piece, ...], ...]:
    """Every value that this may be, in pieces; of a list, each of its elements."""
    found: list[tuple[Piece, ...]] = []
    for one in choices(value):
        if isinstance(one, Path) and (named := _named(one)) is not None:
            found.extend(alternatives(named))
        elif isinstance(one, Items):
            found.extend(pieces for element in one.elements for pieces in alternatives(element))
        elif one != Known(None):
            parts = one.pieces if isinstance(one, Mixed) else (one,)
            found.append(tuple(_piece(part) for part in parts))
    every = tuple(dict.fromkeys(found))
    if len(every) > MAX_ALTERNATIVES:
        return (*every[:MAX_ALTERNATIVES], (Piece(ArgumentKind.UNKNOWN),))
    return every


def _services(made: Value) -> tuple[str, ...]:
    """The services that ``client(name)`` may be of, where all that ``name`` may be is known."""
    for site in made.sites if isinstance(made, Path) else ():
        value = site.argument(0, "service_name")
        names = [one.value for one in choices(value) if isinstance(one, Known)] if value else []
        found = tuple(one for one in names if isinstance(one, str))
        if found and value is not None and len(found) == len(choices(value)):
            return found
    return ()


def _named(value: Path) -> Value | None:
    """What stands for the resource that a call was given the name of.

    ``get_queue_url(QueueName=...)["QueueUrl"]``, and ``table.name``.
    """
    if value.name.endswith(_OWN_NAMES) and value.sites:
        return value.sites[-1].argument(0, "name", "url", "arn")
    for method, parameter in _BY_NAME.items():
        if f".{method}()" in value.name and value.sites:
            return value.sites[-1].argument(None, parameter)
    return None


def _piece(value: Value) -> Piece:
    if isinstance(value, Options):
        return Piece(ArgumentKind.UNKNOWN)
    kind, text = _summary(value)
    if isinstance(value, Environment):
        return Piece(kind, text, value.default)
    return Piece(ArgumentKind.UNKNOWN) if kind is ArgumentKind.BUILT else Piece(kind, text)


def nested(site: Site) -> tuple[Argument, ...]:
    """What stands inside records and lists among the arguments, by path."""
    found: list[Argument] = []
    for value in site.positional:
        found.extend(_inside("", value, 0))
    for name, value in site.named:
        found.extend(_inside(name, value, 0))
    if len(found) > MAX_NESTED:
        return (*found[:MAX_NESTED], Argument("*", ArgumentKind.UNKNOWN))
    return tuple(found)


def _inside(name: str, value: Value, depth: int) -> Iterator[Argument]:
    """The entries of a record under their paths; keys are told where they are names of things."""
    if depth > MAX_DEPTH:
        return
    for one in choices(value):
        if isinstance(one, Items):
            for element in one.elements:
                yield from _inside(f"{name}[]", element, depth + 1)
        elif isinstance(one, Record):
            if name in _KEYED:
                written = (key for key, _ in one.entries if key and key != COMPUTED)
                for thing in (*map(Known, written), *one.keys):
                    yield argument(f"{name}{{}}", thing)
            for key, entry in one.entries:
                path = f"{name}.{key or '*'}".lstrip(".")
                if depth or name:
                    yield argument(path, entry)
                yield from _inside(path, entry, depth + 1)


def _summary(value: Value) -> tuple[ArgumentKind, str]:
    if isinstance(value, Options):
        known = [
            one
            for one in choices(value)
            if isinstance(one, Environment | Known) and one != Known(None)
        ]
        value = known[0] if len(known) == 1 else value
    if isinstance(value, Known):
        return ArgumentKind.LITERAL, str(value.value)
    if isinstance(value, Environment) and value.name is not None:
        return ArgumentKind.ENVIRONMENT, value.name
    if isinstance(value, Given):
        return ArgumentKind.EVENT, value.path
    if isinstance(value, Mixed):
        return ArgumentKind.BUILT, text_of(value)
    return ArgumentKind.UNKNOWN, ""


def note(
    view: CallView,
    service: str | None,
    operation: str | None,
    style: str,
    given: tuple[Argument, ...],
    *,
    resource: tuple[str, ...] = (),
    resource_arguments: tuple[Argument, ...] = (),
    inside: Site | None = None,
    key: str = "",
) -> None:
    """Note an SDK call; ``inside``: the arguments to look into, where they are not the call's.

    ``key`` tells apart several that one call makes. Where one of several clients is meant (of two
    branches, say), each is a call of its own: another service, resource, or somebody else's.
    """
    fact = _call(view, service, operation, style, given, resource, resource_arguments, inside)
    named = [(one.name, one.kind.value, one.text) for one in resource_arguments]
    which = (service, operation, resource, named, fact.other_credentials)
    view.run.note(view.step, f"sdk{key}{which}", fact)


def _call(  # noqa: PLR0917 - the parts of a call
    view: CallView,
    service: str | None,
    operation: str | None,
    style: str,
    given: tuple[Argument, ...],
    resource: tuple[str, ...],
    resource_arguments: tuple[Argument, ...],
    inside: Site | None,
) -> SdkCall:
    callee = view.step.callee
    return SdkCall(
        span=view.span,
        function=_function(view),
        reached=view.run.scope.reached,
        service=service,
        operation=operation,
        style=style,
        receiver=view.run.span(getattr(callee, "base", callee)).text[:80],
        arguments=given,
        resource=resource,
        resource_arguments=resource_arguments,
        nested=nested(inside or view.site),
        candidates=_services(view.base) if service is None else (),
        other_credentials=other_credentials(view),
    )


def _function(view: CallView) -> str:
    """The function a call stands in; the body of a class runs when that is loaded."""
    unit = view.run.unit
    return unit.qualified if unit.kind is UnitKind.FUNCTION else ""


def note_guess(run: Run, step: Call, services: tuple[str, ...], operation: str, site: Site) -> None:
    """Note a call on an object that may be a client of one of these services."""
    view = CallView(run, step, f"?.{operation}", UNKNOWN, site)
    fact = _call(view, None, operation, "guessed", requested(site), (), (), None)
    run.note(step, "sdk-guess", msgspec.structs.replace(fact, candidates=services))


def requested(site: Site) -> tuple[Argument, ...]:
    """The arguments of a call whose last one is a request; names as the API writes them."""
    given: list[Argument] = []
    for place, value in enumerate(site.positional):
        records = [one for one in choices(value) if isinstance(one, Built)]
        given.extend(_entries(list(records)))
        if place == 0 and len(records) < len(choices(value)) and not isinstance(value, Known):
            given.append(Argument("*", ArgumentKind.UNKNOWN))
    return tuple(msgspec.structs.replace(one, name=capital(one.name)) for one in given)


def capital(name: str) -> str:
    """``tableName`` -> ``TableName``."""
    return name[:1].upper() + name[1:]
