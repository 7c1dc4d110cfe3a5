"""OSV's bulk export over the network (google.github.io/osv.dev/data): whole, or what changed.

``ECOSYSTEM/all.zip`` holds everything; ``ECOSYSTEM/modified_id.csv`` lists when each advisory
changed, the youngest first, and ``ECOSYSTEM/ID.json`` is one of them.
"""

from __future__ import annotations

import re
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crenel.errors import UsageError
from crenel.supplychain.advisories.sets import Set
from crenel.supplychain.advisories.store import changed, opened

BASE = "https://osv-vulnerabilities.storage.googleapis.com"
MOST_SINGLE = 500
"""Changed advisories that are fetched one by one; for more the whole export is quicker."""
MAX_BYTES = 2 * 1024 * 1024 * 1024
_SECONDS = 60
_BLOCK = 1 << 20
_ROW = re.compile(r"([0-9T:.+Z-]{10,40}),([A-Za-z0-9._:-]{1,100})")


def update(path: Path, base: str, ecosystems: list[str]) -> Iterator[str]:
    """Brings a store up to date, one ecosystem after the other; yields what was done.

    Raises UsageError where the network does not answer; what was done before stays.
    """
    if not base.startswith(("https://", "http://127.0.0.1")):
        raise UsageError(f"{base} is not fetched from", "Give an address that begins with https://")
    for ecosystem in ecosystems:
        since = _known(path, ecosystem)
        ids = _changed_since(base, ecosystem, since) if since else None
        with tempfile.TemporaryDirectory() as folder:
            if ids is None or len(ids) > MOST_SINGLE:
                yield _whole(path, base, ecosystem, Path(folder))
            else:
                yield _single(path, base, ecosystem, ids, Path(folder))


def source_name(ecosystem: str) -> str:
    """What the store calls the export of an ecosystem."""
    return f"osv-{ecosystem}.zip"


def _known(path: Path, ecosystem: str) -> str:
    """Until when the store has the export of an ecosystem; empty for never."""
    if not path.is_file():
        return ""
    with opened(path) as store:
        return store.modified(source_name(ecosystem))


def _changed_since(base: str, ecosystem: str, since: str) -> list[str] | None:
    """The ids that changed, None where the list tells no end."""
    found: list[str] = []
    with _answer(_address(base, ecosystem, "modified_id.csv")) as stream:
        for line in stream:
            row = _ROW.fullmatch(line.decode("ascii", "replace").strip())
            if row is None:
                raise UsageError("the list of changes is not one", f"Look at {base}")
            if row[1] <= since:
                return found
            found.append(row[2])
            if len(found) > MOST_SINGLE:
                return None
    return found


def _whole(path: Path, base: str, ecosystem: str, folder: Path) -> str:
    file = folder / source_name(ecosystem)
    _save(_address(base, ecosystem, "all.zip"), file)
    set_ = Set(file)
    with changed(path) as store:
        store.add(set_)
    return f"{ecosystem}: the whole export, {sum(one.count for one in set_.sources.values()):,}"


def _single(path: Path, base: str, ecosystem: str, ids: list[str], folder: Path) -> str:
    if not ids:
        return f"{ecosystem}: nothing changed"
    inner = folder / source_name(ecosystem)
    inner.mkdir()
    for id_ in ids:
        _save(_address(base, ecosystem, f"{id_}.json"), inner / f"{id_}.json")
    with changed(path) as store:
        store.add(Set(inner), replace=False)
    return f"{ecosystem}: {len(ids):,} changed"


def _address(base: str, ecosystem: str, name: str) -> str:
    return f"{base.rstrip('/')}/{urllib.parse.quote(ecosystem)}/{urllib.parse.quote(name)}"


def _save(address: str, file: Path) -> None:
    left = MAX_BYTES
    with _answer(address) as stream, file.open("wb") as target:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise UsageError(
                    f"{address} is larger than {MAX_BYTES:,} bytes", "Nothing was taken"
                )
            target.write(block)


@contextmanager
def _answer(address: str) -> Iterator[IO[bytes]]:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as stream:  # noqa: S310 - https is checked
            yield stream
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        message = f"{address} cannot be fetched: {reason}"
        raise UsageError(
            message, "Import a set from a file with `crenel advisories import`"
        ) from None
