"""Secrets that are written in the environment of functions: what they are, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.code import Code
from crenel.analysis.knowledge import Knowledge
from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.generated import FORMATS
from crenel.model.entities import Database, Function
from crenel.model.provenance import How
from crenel.model.source import Source, Span
from crenel.model.value import Known, Map, Value
from crenel.secrets.written import written_secret

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_READ_AT_MOST = 20


class Literal(msgspec.Struct, frozen=True, kw_only=True):
    """A secret that stands in a template; its text is kept for masking, and told nowhere."""

    address: str
    type: str
    """Of the resource, as written."""
    label: str
    logical_id: str
    name: str
    """Of the variable; of the property, where it is no variable."""
    value: str
    key: Span | None
    """Where the name stands; None where the name must stay."""
    place: Span
    runtime: str = ""
    readers: tuple[str, ...] = ()
    """``file:line`` of code that says the name."""
    shared: bool = False
    """It stands where all functions take it from."""

    @property
    def stored_as(self) -> str:
        """The name of the secret in the store: ``orders/db-password``."""
        owner = "shared" if self.shared else kebab(self.label.rpartition(".")[2])
        return f"{owner}/{kebab(self.name)}"

    @property
    def renamed(self) -> str:
        """What the variable is called that holds the secret's name."""
        snake = self.name.isupper() or "_" in self.name
        said = self.name.lower().endswith("secret")
        ends = ("_NAME", "Name") if said else ("_SECRET_NAME", "SecretName")
        return self.name + ends[not snake]


class Left(msgspec.Struct, frozen=True):
    """A secret that stays, and why."""

    address: str
    name: str
    reason: str


def kebab(name: str) -> str:
    """Words in lower case with ``-`` between."""
    return "-".join(word.lower() for word in _WORD.findall(name)) or "secret"


def gathered(app: Knowledge) -> Iterator[Literal | Left]:
    """Each secret that stands in an application, once."""
    if app.application.format in FORMATS:
        return
    for function in app.all(Function):
        yield from _of_function(function, app)
    for database in app.all(Database):
        if _is_written("password", database.password):
            yield _checked(
                database.password,
                Literal(
                    address=database.origin.address,
                    type=database.origin.type,
                    label=database.label,
                    logical_id=database.origin.logical_id,
                    name="password",
                    value=database.password.text(),
                    key=None,
                    place=database.password.span or database.origin.span,
                ),
            )


def _of_function(function: Function, app: Knowledge) -> Iterator[Literal | Left]:
    environment = function.environment
    for _, name, value in environment.entries():
        if not _is_written(name, value):
            continue
        origin = function.origin
        key = environment.keys.get(name) if isinstance(environment, Map) else None
        key = key or _before(name, value.span)
        if key is None or value.span is None:
            yield Left(origin.address, name, "it is put together: decide it by hand")
            continue
        shared = value.via is not None and any(
            step.how is How.GLOBALS for step in value.via.chain()
        )
        yield _checked(
            value,
            Literal(
                address=origin.address,
                type=origin.type,
                label=function.label,
                logical_id=origin.logical_id,
                name=name,
                value=value.text(),
                key=key,
                place=value.span,
                runtime=function.runtime.text(),
                readers=tuple(_readers(name, app.code_of(function), value.span.file)),
                shared=shared,
            ),
        )


def _before(name: str, place: Span | None) -> Span | None:
    """The name in front of a value, where maps were put together and keep no names."""
    if place is None:
        return None
    text = place.source.text
    found = re.search(rf"{re.escape(name)}[\"']?[ \t]*[:=][ \t]*[\"']?\Z", text[: place.start])
    return Span(place.source, found.start(), found.start() + len(name)) if found else None


def _is_written(name: str, value: Value) -> bool:
    return bool(value.text()) and written_secret(name, value).certain


def _checked(value: Value, literal: Literal) -> Literal | Left:
    """Does it stand there as it is, so that it can be replaced there?"""
    steps = value.via.chain() if value.via is not None else ()
    if not isinstance(value, Known) or any(step.how is not How.GLOBALS for step in steps):
        return Left(literal.address, literal.name, "it is put together: decide it by hand")
    if literal.key is not None and literal.name not in literal.key.text:
        return Left(literal.address, literal.name, "its name stands elsewhere: decide it by hand")
    try:
        written(literal.place, literal.value)
    except Refused as problem:
        return Left(literal.address, literal.name, str(problem))
    return literal


def written(place: Span, value: str) -> tuple[int, int, str]:
    """Where a text stands with its quotes, and which they are. Raises Refused."""
    text, start, end = place.source.text, place.start, place.end
    if text[start - 1 : start] == text[end : end + 1] == '"' and text[start:end] == value:
        start, end = start - 1, end + 1
    inside, quote = text[start:end], text[start : start + 1]
    if quote in ('"', "'") and len(inside) > 1 and inside.endswith(quote):
        if "\n" in inside or "${" in inside:
            raise Refused("it is computed there: decide it by hand")
        return start, end, quote
    if inside.strip() == value:
        return start, end, ""
    raise Refused("it stands elsewhere, or in parts: decide it by hand")


def edits(literal: Literal) -> list[Edit]:
    """What makes the name of a stored secret stand where the secret stood. Raises Refused."""
    start, end, quote = written(literal.place, literal.value)
    if literal.key is None:
        reference = f"{{{{resolve:secretsmanager:{literal.stored_as}:SecretString}}}}"
        quote = quote or '"'
        return [Edit(start, end, f"{quote}{reference}{quote}")]
    key = literal.key
    renamed = key.text.replace(literal.name, literal.renamed, 1)
    found = [Edit(start, end, f"{quote}{literal.stored_as}{quote}")]
    return [*found, Edit(key.start, key.end, renamed)]


def on(source: Source, changes: Iterable[Edit]) -> str:
    """The text with all edits made, from the end. Raises Refused where two would meet."""
    text, limit = source.text, len(source.text)
    for one in sorted(set(changes), key=lambda edit: -edit.start):
        if one.end > limit:
            raise Refused("two changes would meet there: decide it by hand")
        text, limit = one.on(text), one.start
    return text


def shared(found: list[Literal]) -> list[Literal]:
    """The same, where those that several functions take from one place are marked."""
    holders: dict[tuple[str, int], set[str]] = {}
    for one in found:
        holders.setdefault((one.place.file, one.place.start), set()).add(one.address)
    return [
        msgspec.structs.replace(
            one, shared=one.shared or len(holders[one.place.file, one.place.start]) > 1
        )
        for one in found
    ]


def _readers(name: str, code: Code | None, template: str) -> Iterator[str]:
    """Lines of code that say the name; code inside the template is seen in the diff."""
    found = 0
    modules = code.facts.modules if code is not None else ()
    for module in (one for one in modules if one.path != template):
        for number, line in enumerate(module.text.splitlines(), start=1):
            if name in line and found < _READ_AT_MOST:
                found += 1
                yield f"{module.path}:{number}"
