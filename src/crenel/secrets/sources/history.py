"""Git history: every version of every file that a commit brought, each object once.

Only plumbing that reads (see :mod:`crenel.readers.git`): nothing that the repository configures is
run, and nothing is written.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.readers.git import Git, Missing, Objects
from crenel.secrets.sources.archive import Archive
from crenel.secrets.sources.piece import BUDGET, Binary, Budget, Skipped, packed, texts
from crenel.secrets.text import Text

_EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without entries: what a repository without commits is compared with."""
_REGULAR = frozenset({b"100644", b"100755", b"100664"})


class Change(msgspec.Struct, frozen=True):
    """A file as a commit left it; no commit: as it is staged."""

    path: str
    object_id: str
    commit: str = ""


class History:
    """The versions that commits brought, oldest first; what is left out is in ``skipped``."""

    def __init__(self, folder: Path, budget: Budget = BUDGET) -> None:
        self._git = Git(folder.resolve(), bare=True)
        self._budget = budget
        self.skipped: list[Skipped] = []
        self.files = 0
        self.bytes = 0

    def all(self, since: str = "") -> Iterator[tuple[Text, str]]:
        """Texts with the commits that brought them; of commits after ``since`` only.

        Raises UsageError: no repository, no such revision.
        """
        span = [f"^{self._git.commit(since)}", "HEAD"] if since else ["--all", "HEAD"]
        yield from self._read(self._changes(span))

    def staged(self) -> Iterator[tuple[Text, str]]:
        """Texts as the next commit would hold them, where they differ from the last."""
        if self._git.bare:
            raise UsageError("a bare repository has nothing staged", "Use --history")
        base = self._git.known("HEAD") or _EMPTY
        words = ("diff-index", "--cached", "--no-renames", "-r", "-z", base)
        yield from self._read(_changes(iter(self._git.fields(*words)), ""))

    def _changes(self, span: list[str]) -> Iterator[Change]:
        commits = self._git.rows("rev-list", "--topo-order", "--reverse", *span)
        words = ("diff-tree", "--stdin", "-r", "--root", "-m", "--no-renames", "-z")
        yield from _changes(self._git.fields(*words, given=commits), "")

    def _read(self, changes: Iterator[Change]) -> Iterator[tuple[Text, str]]:
        seen: set[str] = set()
        with self._git.objects() as objects:
            for change in changes:
                if change.object_id not in seen:
                    seen.add(change.object_id)
                    for text in self._texts(change, objects):
                        yield text, change.commit

    def _texts(self, change: Change, objects: Objects) -> Iterator[Text]:
        try:
            data = objects.read(change.object_id, self._budget.member)
        except Missing as problem:
            self.skipped.append(Skipped(file=change.path, reason=str(problem)))
            return
        self.bytes += len(data)
        if packed(data[:512]) is not None:
            archive = Archive(change.path, self._budget)
            yield from archive.texts(io.BytesIO(data))
            self.skipped.extend(archive.skipped)
            self.files += archive.files
            return
        try:
            yield from texts(change.path, io.BytesIO(data), len(data))
            self.files += 1
        except Binary:
            self.skipped.append(Skipped(file=change.path, reason="binary"))


def _changes(fields: Iterator[bytes], commit: str) -> Iterator[Change]:
    """Rows of git's raw format, NUL after each field; a field without a colon names a commit."""
    for field in fields:
        if not field.startswith(b":"):
            commit = field.decode("ascii", "replace").strip()
            continue
        _, mode, _, object_id, _ = field[1:].split(b" ", 4)
        path = os.fsdecode(next(fields, b""))
        if mode in _REGULAR:
            yield Change(path, object_id.decode("ascii", "replace"), commit)
