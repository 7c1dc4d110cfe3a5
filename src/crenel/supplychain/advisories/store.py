"""The store of advisories: one SQLite file, or memory. Written whole, or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.advisories.advisory import Advisory, Affected
from crenel.supplychain.advisories.sets import Set, Source

_VERSION = 1
_APPLICATION = 0x6372_6E6C
"""``crnl``: what tells the store from any other SQLite file."""
_TABLES = """
CREATE TABLE source (
  name TEXT PRIMARY KEY, kind TEXT, newest TEXT, count INTEGER, withdrawn INTEGER
);
CREATE TABLE advisory (
  number INTEGER PRIMARY KEY, id TEXT, source TEXT, withdrawn TEXT, doc BLOB, UNIQUE (source, id)
);
CREATE TABLE package (ecosystem TEXT, name TEXT, number INTEGER);
"""
_INDEX = "CREATE INDEX IF NOT EXISTS by_name ON package (ecosystem, name)"
_BATCH = 2_000


class Store:
    """Advisories by package. Made by ``memory`` or ``opened``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._decoder = msgspec.json.Decoder(Advisory)

    def add(self, set_: Set, *, replace: bool = True) -> None:
        """Takes every advisory of a set; a source of the same name is replaced, or added to."""
        encoder = msgspec.json.Encoder()
        cleared: set[str] = set()
        rows: list[tuple[str, str, str, bytes]] = []
        packages: list[tuple[str, str, str, str]] = []
        for source, advisory in set_.advisories():
            if replace and source not in cleared:
                cleared.add(source)
                self._forget(source)
            rows.append((advisory.id, source, advisory.withdrawn, encoder.encode(advisory)))
            keys = {(one.ecosystem, one.name) for one in advisory.affected}
            packages.extend((*key, advisory.id, source) for key in sorted(keys))
            if len(rows) >= _BATCH:
                self._write(rows, packages)
        self._write(rows, packages)
        self._db.execute(_INDEX)
        for taken in set_.sources.values():
            self._count(taken)
        self._db.commit()

    def _count(self, source: Source) -> None:
        """Writes down a source with what the store now has of it."""
        self._db.execute("DELETE FROM package WHERE number NOT IN (SELECT number FROM advisory)")
        (count, withdrawn) = self._db.execute(
            "SELECT COUNT(*), SUM(withdrawn != '') FROM advisory WHERE source = ?", (source.name,)
        ).fetchone()
        (before,) = self._db.execute(
            "SELECT MAX(newest) FROM source WHERE name = ?", (source.name,)
        ).fetchone()
        newest = max(source.newest, before or "")
        self._db.execute(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?)",
            (source.name, source.kind, newest, count, withdrawn or 0),
        )

    def modified(self, source: str) -> str:
        """When the youngest advisory of a source changed; empty where there is none."""
        rows = self._db.execute("SELECT doc FROM advisory WHERE source = ?", (source,))
        return max((self._decoder.decode(doc).modified for (doc,) in rows), default="")

    def _write(
        self, rows: list[tuple[str, str, str, bytes]], packages: list[tuple[str, str, str, str]]
    ) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO advisory (id, source, withdrawn, doc) VALUES (?, ?, ?, ?)", rows
        )
        self._db.executemany(
            "INSERT INTO package SELECT ?, ?, number FROM advisory WHERE id = ? AND source = ?",
            packages,
        )
        rows.clear()
        packages.clear()

    def _forget(self, source: str) -> None:
        self._db.execute(
            "DELETE FROM package WHERE number IN (SELECT number FROM advisory WHERE source = ?)",
            (source,),
        )
        self._db.execute("DELETE FROM advisory WHERE source = ?", (source,))
        self._db.execute("DELETE FROM source WHERE name = ?", (source,))

    def about(self, ecosystem: str, name: str) -> list[Advisory]:
        """Every advisory about a package that was not withdrawn, in the order of their ids."""
        rows = self._db.execute(
            "SELECT DISTINCT a.id, a.source, a.doc FROM package p"
            " JOIN advisory a ON a.number = p.number"
            " WHERE p.ecosystem = ? AND p.name = ? AND a.withdrawn = '' ORDER BY a.id, a.source",
            (ecosystem, name),
        )
        return [self._decoder.decode(doc) for _, _, doc in rows]

    def sources(self) -> list[Source]:
        """Where the advisories come from."""
        rows = self._db.execute(
            "SELECT name, kind, newest, count, withdrawn FROM source ORDER BY name"
        )
        return [
            Source(name=name, kind=kind, newest=newest, count=count, withdrawn=withdrawn)
            for name, kind, newest, count, withdrawn in rows
        ]

    def ecosystems(self) -> dict[str, int]:
        """How many advisories there are for each ecosystem."""
        rows = self._db.execute(
            "SELECT ecosystem, COUNT(DISTINCT number) FROM package"
            " GROUP BY ecosystem ORDER BY ecosystem"
        )
        return dict(rows.fetchall())

    def newest(self) -> dict[str, str]:
        """The youngest day of the sources of each ecosystem; empty where none is dated."""
        rows = self._db.execute(
            "SELECT p.ecosystem, MAX(s.newest) FROM source s JOIN advisory a ON a.source = s.name"
            " JOIN package p ON p.number = a.number GROUP BY p.ecosystem"
        )
        return dict(rows.fetchall())


def affected_by(advisory: Advisory, ecosystem: str, name: str) -> Iterator[Affected]:
    """The parts of an advisory that are about a package."""
    return (one for one in advisory.affected if one.ecosystem == ecosystem and one.name == name)


def memory(sets: Iterable[Set]) -> Store:
    """A store for one run."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    store = Store(connection)
    for one in sets:
        store.add(one)
    return store


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store that was written before, for reading. Raises UsageError where there is none."""
    if not path.is_file():
        message = f"{path} does not exist: there are no advisories to compare with"
        raise UsageError(message, "Make one with `crenel advisories import FILE...`")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        with closing(connection):
            _checked(connection, path)
            yield Store(connection)
    except sqlite3.DatabaseError as error:
        raise UsageError(
            f"{path} is no whole store of advisories: {error}", "Import anew"
        ) from None


@contextmanager
def changed(path: Path) -> Iterator[Store]:
    """A store to add to: a copy, which takes the old one's place when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    os.close(descriptor)
    try:
        with closing(_copy(path, Path(temporary))) as connection:
            yield Store(connection)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except sqlite3.DatabaseError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"{path} is no whole store of advisories: {error}", "Remove it") from None
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _copy(path: Path, target: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(target)
    if path.is_file():
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as old:
            _checked(old, path)
            old.backup(connection)
    else:
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    return connection


def _checked(connection: sqlite3.Connection, path: Path) -> None:
    """Raises UsageError for a file of somebody else's, or of another version of crenel."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise UsageError(f"{path} is no store of advisories", "Name another file")
    if version != _VERSION:
        message = f"{path} is of another version of crenel (store {version}, not {_VERSION})"
        raise UsageError(message, "Remove it and import anew")
