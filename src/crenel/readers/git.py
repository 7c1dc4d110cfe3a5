"""Asking git about a repository that may be hostile: nothing that it configures is run.

Only plumbing that reads (``rev-parse``, ``ls-tree``, ``cat-file``): no checkout, so no filters; no
index, so no file system monitor; no hooks, pagers, helpers or transports.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
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


def is_bare(folder: Path) -> bool:
    """Is it a repository without a work tree: a mirror, or what a server keeps?"""
    return (folder / "HEAD").is_file() and all(
        (folder / name).is_dir() for name in ("objects", "refs")
    )


class Blob(msgspec.Struct, frozen=True):
    """A regular file of a tree."""

    path: str
    object_id: str
    size: int


class Git:
    """One repository, seen from a folder in its work tree; where allowed, a bare one."""

    def __init__(self, folder: Path, *, bare: bool = False) -> None:
        program = shutil.which("git")
        if program is None:
            raise UsageError("git is not installed", "Install it, or compare with --baseline")
        self._command = [program, "--no-pager", *(word for one in _SAFE for word in ("-c", one))]
        self._folder = folder
        self.bare = bare and self._ask("rev-parse", "--is-bare-repository") == b"true\n"
        if not self.bare and self._ask("rev-parse", "--is-inside-work-tree") != b"true\n":
            message = f"{folder} is not in a git repository"
            raise UsageError(message, "Compare with --baseline instead")
        prefix = b"" if self.bare else self._must("rev-parse", "--show-prefix")
        self.prefix = os.fsdecode(prefix).removesuffix("\n")

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

    def known(self, revision: str) -> str:
        """The commit that a revision names; empty where there is none."""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision)
        return found.decode().strip() if found else ""

    def rows(self, *arguments: str) -> Iterator[bytes]:
        """The answer of git, line by line as it comes. Raises UsageError where git refuses."""
        yield from self._pieces(arguments, b"\n", None)

    def fields(self, *arguments: str, given: Iterable[bytes] | None = None) -> Iterator[bytes]:
        """The answer of git, cut at NUL bytes; ``given`` are the lines of its input."""
        yield from self._pieces(arguments, b"\0", given)

    def _pieces(
        self, arguments: tuple[str, ...], end: bytes, given: Iterable[bytes] | None
    ) -> Iterator[bytes]:
        with TemporaryFile() as lines:
            lines.writelines(line + b"\n" for line in given or ())
            lines.seek(0)
            process = subprocess.Popen(  # noqa: S603 - a fixed command; revisions are resolved ids
                [*self._command, *arguments],
                cwd=self._folder,
                env=_environment(),
                stdin=lines,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            with process:
                yield from _cut(cast("IO[bytes]", process.stdout), end)
        if process.returncode:
            what = f"git {arguments[0]} failed: part of the history was not read"
            raise UsageError(what, "Is the repository whole? Try `git fsck`")

    @contextmanager
    def objects(self) -> Iterator[Objects]:
        """Objects by their ids."""
        reader = Objects(self._batch)
        try:
            yield reader
        finally:
            reader.close()

    def _batch(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - a fixed command; objects are named by their ids
            [*self._command, "cat-file", "--batch"],
            cwd=self._folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

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


class Missing(Exception):  # noqa: N818 - a fact about an object, told and counted
    """An object that cannot be had; its text says why."""


class Objects:
    """Objects by their ids, one after the other; survives those that are damaged."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._start = start
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, object_id: str, limit: int) -> bytes:
        """The bytes of a blob. Raises Missing: absent, damaged, or more than ``limit`` bytes."""
        header = self._ask(object_id)
        if header[1:2] != [b"blob"]:
            self.close()
            raise Missing("the repository lacks it, or it is damaged")
        size = int(header[2])
        answers = cast("IO[bytes]", cast("subprocess.Popen[bytes]", self._process).stdout)
        if size > limit:
            self.close()
            raise Missing(f"more than {limit:,} bytes")
        data = answers.read(size + 1)
        if len(data) != size + 1:
            self.close()
            raise Missing("it is damaged")
        return data[:-1]

    def _ask(self, object_id: str) -> list[bytes]:
        if self._process is None:
            self._process = self._start()
        try:
            questions = cast("IO[bytes]", self._process.stdin)
            questions.write(object_id.encode() + b"\n")
            questions.flush()
            return cast("IO[bytes]", self._process.stdout).readline().split()
        except OSError:
            return []

    def close(self) -> None:
        """Ends git; the next question starts it anew."""
        if self._process is not None:
            self._process.kill()
            with self._process:
                self._process = None


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


def _cut(stream: IO[bytes], end: bytes) -> Iterator[bytes]:
    """The pieces of a stream between ends; an empty one is none."""
    left = b""
    while block := stream.read(1 << 16):
        *pieces, left = (left + block).split(end)
        yield from filter(None, pieces)
    if left:
        yield left


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
