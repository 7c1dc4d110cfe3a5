"""Asking git about a repository that may be hostile: nothing that it configures is run.

Only plumbing that reads (``rev-parse``, ``ls-tree``, ``cat-file``): no checkout, so no filters; no
index, so no file system monitor; no hooks, pagers, helpers or transports.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import msgspec

from crenel.errors import UsageError

_SAFE = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.askPass=",
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
    # Whoever owns the repository (in a container, often somebody else): nothing of it is run.
    "safe.directory=*",
)
_KEPT = ("PATH", "SYSTEMROOT", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # The one transport that is allowed does not exist: a partial clone fetches nothing.
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_PATIENCE = 60


class Blob(msgspec.Struct, frozen=True):
    """A regular file of a tree."""

    path: str
    object_id: str
    size: int


class Git:
    """One repository, seen from a folder in its work tree."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("git")
        if program is None:
            raise UsageError("git is not installed", "Install it, or compare with --baseline")
        self._command = [program, "--no-pager", *(word for one in _SAFE for word in ("-c", one))]
        self._folder = folder
        if self._ask("rev-parse", "--is-inside-work-tree") != b"true\n":
            message = f"{folder} is not in a git repository"
            raise UsageError(message, "Compare with --baseline instead")
        self.prefix = os.fsdecode(self._must("rev-parse", "--show-prefix")).removesuffix("\n")

    def commit(self, revision: str) -> str:
        """The commit that a revision names. Raises UsageError."""
        found = None
        if revision and revision.isprintable():
            wanted = f"{revision}^{{commit}}"
            found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        if not found:
            message = f"git knows no revision {revision!r:.80}"
            raise UsageError(message, "Fetch it first: a shallow clone lacks what it left out")
        return found.decode().strip()

    def blobs(self, commit: str) -> Iterator[tuple[str, Blob]]:
        """Mode and blob of everything below the folder at a commit; links and submodules too."""
        wanted = f"{commit}:{self.prefix.rstrip('/')}"
        tree = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        if not tree:
            return
        listing = self._must("ls-tree", "-r", "-z", "-l", "--full-tree", tree.decode().strip())
        for row in listing.split(b"\0"):
            if row:
                yield _row(row)

    @contextmanager
    def contents(self) -> Iterator[Contents]:
        """The contents of objects, one after the other."""
        with subprocess.Popen(  # noqa: S603 - a fixed command; objects are named by their ids
            [*self._command, "cat-file", "--batch"],
            cwd=self._folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                yield Contents(cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout))
            finally:
                process.kill()

    def _must(self, *arguments: str) -> bytes:
        found = self._ask(*arguments)
        if found is None:
            raise UsageError(
                f"git {arguments[0]} failed", "Is the repository whole? Try `git fsck`"
            )
        return found

    def _ask(self, *arguments: str) -> bytes | None:
        """The answer of git; None where it refuses."""
        try:
            done = subprocess.run(  # noqa: S603 - no shell; whatever is not ours follows --end-of-options
                [*self._command, *arguments],
                cwd=self._folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(f"git could not be run: {type(error).__name__}") from None
        return done.stdout if done.returncode == 0 else None


class Contents:
    """A running ``git cat-file --batch``."""

    def __init__(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        self._questions = questions
        self._answers = answers

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob. Raises UsageError where the repository lacks it."""
        try:
            self._questions.write(blob.object_id.encode() + b"\n")
            self._questions.flush()
        except OSError:
            raise _lacks(blob) from None
        header = self._answers.readline().split()
        if header[1:] != [b"blob", b"%d" % blob.size]:
            raise _lacks(blob)
        data = self._answers.read(blob.size + 1)
        if len(data) != blob.size + 1:
            raise _lacks(blob)
        return data[:-1]


def _lacks(blob: Blob) -> UsageError:
    message = f"the repository lacks {blob.path!r:.80} at that revision"
    return UsageError(message, "A partial clone must fetch it first")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_ENVIRONMENT}


def _row(row: bytes) -> tuple[str, Blob]:
    about, _, path = row.partition(b"\t")
    mode, _, object_id, size = about.split()
    length = int(size) if size.isdigit() else 0
    return mode.decode(), Blob(os.fsdecode(path), object_id.decode(), length)
