"""Reading a TOML table key by key: each mistake is told with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source, Span
from crenel.readers.text.toml import toml
from crenel.triage.names import meant, quoted
from crenel.triage.toml_places import Path, nearest, places

_KINDS = {
    int: "a whole number",
    bool: "true or false",
    str: "a text",
    dict: "a table",
    list: "a list",
}


class Document:
    """A TOML text, what it holds, and where."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = _loaded(source)
        self._places: dict[Path, int] | None = None

    def span(self, path: Path) -> Span:
        """Where a path stands, or the nearest thing around it."""
        if self._places is None:
            self._places = places(self.source.text)
        offset = nearest(self._places, path)
        return Span(self.source, offset, offset + 1).first_line()

    def problem(self, path: Path, what: str, do: str = "") -> UsageError:
        """The error about a path."""
        return UsageError(f"{self.source.path}:{self.span(path).line}: {what}", do)


def _loaded(source: Source) -> dict[str, object]:
    try:
        return toml(source.text)
    except ReadProblem as problem:
        message = f"{source.path}:{problem.line}: {problem.what}"
        raise UsageError(message, problem.do) from None


class Table:
    """One table; every key that it may hold is asked for, then ``close`` refuses the others."""

    def __init__(self, document: Document, path: Path, data: dict[str, object]) -> None:
        self.document = document
        self.path = path
        self.data = data
        self._asked: list[str] = []

    def problem(self, key: str, what: str, do: str = "") -> UsageError:
        """The error about one of the table's keys."""
        return self.document.problem((*self.path, key), what, do)

    def text(self, key: str) -> str:
        """A text; empty where it is not given."""
        value = self._typed(key, str)
        return value if isinstance(value, str) else ""

    def switch(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._typed(key, bool)
        return value if isinstance(value, bool) else default

    def whole(self, key: str) -> int | None:
        """A whole number that is not negative; None where it is not given."""
        value = self._typed(key, int)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.problem(key, f"`{key}` must be {_KINDS[int]} of at least 0")
        return value

    def choice(self, key: str, options: Iterable[str]) -> str:
        """One of some words; empty where it is not given."""
        value = self.text(key)
        if key in self.data and value not in (words := tuple(options)):
            hint = meant(value, words) or f"It is one of {', '.join(words)}"
            raise self.problem(key, f"`{key}` cannot be {quoted(value)}", hint)
        return value

    def day(self, key: str) -> str:
        """A day, as TOML's date or as text; empty where it is not given."""
        value = self.data.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            self._asked.append(key)
            return value.isoformat()
        return self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._typed(key, list)
        items = value if isinstance(value, list) else []
        if not all(isinstance(item, str) for item in items):
            raise self.problem(key, f"`{key}` must be a list of texts")
        return tuple(items)

    def table(self, key: str) -> Table:
        """A table inside; an empty one where it is not given."""
        value = self._typed(key, dict)
        return Table(self.document, (*self.path, key), value if isinstance(value, dict) else {})

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of a list."""
        value = self._typed(key, list)
        for index, item in enumerate(value if isinstance(value, list) else []):
            path = (*self.path, key, index)
            if not isinstance(item, dict):
                raise self.document.problem(path, f"`{key}` must be a list of tables")
            yield Table(self.document, path, item)

    def entries(self) -> Iterator[tuple[str, object]]:
        """Every key and value, for a table whose keys are free."""
        return iter(self.data.items())

    def close(self) -> None:
        """Refuses the keys that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                hint = meant(key, self._asked) or f"It takes {', '.join(self._asked)}"
                raise self.problem(key, f"unknown key {quoted(key)}", hint)

    def _typed(self, key: str, kind: type[object]) -> object:
        self._asked.append(key)
        value = self.data.get(key)
        if key in self.data and not isinstance(value, kind):
            raise self.problem(key, f"`{key}` must be {_KINDS[kind]}")
        return value
