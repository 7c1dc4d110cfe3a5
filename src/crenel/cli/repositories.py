"""A folder of repositories: what lies in it is read in parallel, and the answers are put together.

An organisation's folder holds repositories side by side, or in folders of teams, and is none
itself. What one of them refers to in another is found all the same, since all have one root; one
that cannot be read is told, and hides nothing of the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crenel.model.verdict import Unread
from crenel.report.permissions.overview import MOST_IN_FULL, Row

if TYPE_CHECKING:
    from datetime import date

    from crenel.readers.project import Project
    from crenel.readers.root import Root

_FEWEST = 2
_DEEPEST = 3
"""So many folders of teams may stand between the folder and its repositories."""
_MARKS = (".git", ".github", ".gitlab-ci.yml", "LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING")
"""What stands in the top folder of a repository, be it without its history."""


class Share(msgspec.Struct, frozen=True):
    """What is read at a time: a repository, a folder beside one, or the files beside these."""

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called where it could not be read."""
        return (*self.folders, *self.files)[0]


class Task(msgspec.Struct, frozen=True):
    """One share below a root, and how to read it."""

    root: Path
    share: Share
    parameters: dict[str, str]
    environment: str
    today: str
    form: str
    """``json``: functions of the document; ``text``: rows of the overview, and pages."""
    full: bool = False
    """Pages of all functions, not of a few."""


class Part(msgspec.Struct, frozen=True):
    """What was told of one share."""

    functions: list[dict[str, object]] = []
    rows: list[Row] = []
    pages: list[str] = []
    """The lines of the functions in full, where they are few."""
    count: int = 0
    unread: list[Unread] = []
    failed: bool = False
    """It could not be read to the end, through a fault of this program."""


class Shares(msgspec.Struct, frozen=True):
    """All that lies in a folder of repositories; none where it is anything else."""

    found: list[Share] = []
    repositories: int = 0
    left_out: list[Unread] = []
    """What no walk enters, and why."""


def shares(paths: list[Path]) -> Shares:
    """The shares of a folder that holds repositories and is none itself."""
    if len(paths) != 1 or not paths[0].is_dir() or _is_repository(paths[0]):
        return Shares()
    from crenel.readers.root import Root

    root = Root(paths[0])
    repositories, found = _walked(root, "", _DEEPEST)
    left_out = [Unread(file=path, reason=reason) for path, reason in root.skipped]
    return Shares(found, repositories, left_out) if repositories >= _FEWEST else Shares()


def _walked(root: Root, below: str, depth: int) -> tuple[int, list[Share]]:
    folders, files = root.listed(below)
    repositories, found = 0, [Share(files=tuple(files))] if files else []
    for name in folders:
        own = _is_repository(root.folder / name)
        inside, within = _walked(root, name, depth - 1) if depth and not own else (0, [])
        repositories += inside + own
        found.extend(within if inside else [Share((name,))])
    return repositories, found


def _is_repository(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in _MARKS)


def parts(tasks: list[Task], jobs: int) -> Iterator[Part]:
    """The parts in the order of the tasks, whatever ``jobs`` is: so many are worked on at once."""
    if jobs <= 1 or len(tasks) == 1:
        yield from map(part, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    left = list(tasks)
    with ProcessPoolExecutor(max_workers=min(jobs, len(tasks))) as pool:
        try:
            for one in pool.map(part, tasks):
                del left[0]
                yield one
        except BrokenProcessPool:
            pool.shutdown(cancel_futures=True)
    yield from map(_alone, left)


def _alone(task: Task) -> Part:
    """In a process of its own: some share made the system end one, for want of memory perhaps."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(part, task).result()
        except BrokenProcessPool:
            return _failed(task.share, "the system ended the process that read it")


def part(task: Task) -> Part:
    """Reads one share; what goes wrong there is told of it."""
    from crenel.errors import CrenelError, InternalError

    try:
        return _read(task)
    except CrenelError as error:
        return Part(unread=[Unread(file=task.share.name, reason=str(error))])
    except Exception as error:
        if os.environ.get("CRENEL_DEBUG"):
            raise
        return _failed(task.share, InternalError(error).what)


def _failed(share: Share, reason: str) -> Part:
    return Part(unread=[Unread(file=share.name, reason=reason)], failed=True)


def _read(task: Task) -> Part:
    from datetime import date

    from crenel.readers.options import Options
    from crenel.readers.project import Project
    from crenel.readers.root import Root

    options = Options(parameters=task.parameters, environment=task.environment)
    read = Project(Root(task.root), options, task.share.folders, found=task.share.files)
    return _told(read, date.fromisoformat(task.today), task)


def _told(read: Project, today: date, task: Task) -> Part:
    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.answer import answers
    from crenel.report.permissions.document import function_json
    from crenel.report.permissions.overview import row
    from crenel.report.permissions.page import page

    made = Part()
    count = 0
    for application in read.applications():
        for answer in answers(Knowledge(application, today, read.root)):
            count += 1
            if task.form == "json":
                made.functions.append(function_json(answer))
                continue
            made.rows.append(row(answer))
            if task.full or count <= MOST_IN_FULL:
                made.pages.extend(page([answer]))
    few = made.pages if task.full or count <= MOST_IN_FULL else []
    return Part(made.functions, made.rows, few, count, list(read.unread), read.defects > 0)
