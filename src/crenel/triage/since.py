"""``--since REV``: the analysed folder as it was, in a temporary folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from crenel.errors import UsageError
from crenel.readers.git import Blob, Contents, Git

_REGULAR = frozenset({"100644", "100755", "100664"})
_UNSAFE = frozenset({"", ".", ".."})


class Budget(msgspec.Struct, frozen=True):
    """How much of an old tree is written; a file beyond ``file`` would not be read either."""

    files: int = 200_000
    file: int = 16 * 1024 * 1024
    total: int = 1024 * 1024 * 1024


BUDGET = Budget()


class OldTree(msgspec.Struct, frozen=True, kw_only=True):
    """The folder as it was at a commit, and the paths that were left out, with why."""

    folder: Path
    commit: str
    skipped: tuple[tuple[str, str], ...] = ()


@contextmanager
def since(folder: Path, revision: str, budget: Budget = BUDGET) -> Iterator[OldTree]:
    """The tree of a revision below ``folder``, for as long as the context lasts.

    A folder that was not there yet is an empty one. Links and submodules are left out, nothing of
    the repository is run. Raises UsageError: no repository, no such revision, no git, too much.
    """
    git = Git(folder.resolve())
    commit = git.commit(revision)
    blobs, skipped = _chosen(git.blobs(commit), budget)
    with TemporaryDirectory(prefix="crenel-since-") as temporary:
        target = Path(temporary) / "tree"
        target.mkdir(mode=0o700)
        with git.contents() as contents:
            for blob in blobs:
                why = _write(target, blob, contents)
                if why:
                    skipped.append((blob.path, why))
        yield OldTree(folder=target, commit=commit, skipped=tuple(skipped))


def _chosen(
    rows: Iterator[tuple[str, Blob]], budget: Budget
) -> tuple[list[Blob], list[tuple[str, str]]]:
    chosen: list[Blob] = []
    skipped: list[tuple[str, str]] = []
    total = 0
    for mode, blob in rows:
        why = _refused(mode, blob, budget)
        if why:
            skipped.append((blob.path, why))
            continue
        chosen.append(blob)
        total += blob.size
        if len(chosen) > budget.files or total > budget.total:
            message = f"the old tree has more than {budget.files:,} files or {budget.total:,} bytes"
            raise UsageError(message, "Name a smaller folder, or compare with --baseline")
    return chosen, skipped


def _refused(mode: str, blob: Blob, budget: Budget) -> str:
    """Why a row of the tree is not written; empty where it is."""
    if mode not in _REGULAR:
        return "it is no regular file"
    parts = blob.path.split("/")
    if any(part in _UNSAFE or part.lower() == ".git" for part in parts):
        return "its path is unsafe"
    return f"it has more than {budget.file:,} bytes" if blob.size > budget.file else ""


def _write(target: Path, blob: Blob, contents: Contents) -> str:
    """Writes one file; why it could not be written, or nothing."""
    data = contents.read(blob)
    path = target / blob.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        return f"it cannot be written: {error.strerror}"
    return ""
