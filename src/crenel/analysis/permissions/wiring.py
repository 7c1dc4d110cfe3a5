"""What one function is wired to: by its environment, its policies, and what invokes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.analysis.permissions.names import Names, kind_of
from crenel.analysis.permissions.needs import Confidence, Filling
from crenel.model.entities import Bucket, Entity, EntryKind, EntryPoint, Statement
from crenel.model.value import Ref, Value

_PARENTS = {"object": "bucket", "index": "table", "log-stream": "log-group", "stream": "table"}


class Wiring:
    """The resources of the application that one function can know of."""

    def __init__(
        self,
        names: Names,
        environment: Value,
        statements: Iterable[Statement],
        entries: Iterable[EntryPoint],
    ) -> None:
        self._names = names
        self._entries = list(entries)
        self._found: dict[tuple[str, str], set[str]] = {}
        for ref in _refs(environment, statements, self._entries):
            entity = names.entity(ref)
            kind = kind_of(entity) if entity is not None else None
            if entity is not None and kind is not None:
                self._found.setdefault((kind.prefix, kind.type), set()).add(names.arn(entity))

    def only(self, prefix: str, kind: str) -> str | None:
        """The one resource of a type (or of the type that contains it) that is wired."""
        found = self._found.get((prefix, kind)) or self._found.get((prefix, _PARENTS.get(kind, "")))
        return next(iter(found)) if found is not None and len(found) == 1 else None

    def event(self, path: str) -> list[Filling]:
        """What an event says: the bucket that it comes from, or anything."""
        if path.lower().endswith(("s3.bucket.name", "detail.bucket.name", "s3.bucket.arn")):
            found = [Filling(one, Confidence.WIRED) for one in self._buckets()]
            if found:
                return found
        return [Filling("*", Confidence.TYPE)]

    def _buckets(self) -> Iterator[str]:
        for entry in self._entries:
            if entry.kind is EntryKind.OBJECT:
                yield from (self._names.symbol(one) for one in self._named(entry.source, Bucket))

    def _named(self, value: Value, kind: type[Entity]) -> Iterator[Entity]:
        for ref in value.refs():
            entity = self._names.entity(ref)
            if isinstance(entity, kind):
                yield entity


def _refs(
    environment: Value, statements: Iterable[Statement], entries: Iterable[EntryPoint]
) -> Iterator[Ref]:
    yield from environment.refs()
    for statement in statements:
        yield from statement.resources.refs()
    for entry in entries:
        yield from entry.source.refs()
