"""A folder of repositories: each is read in a process of its own, and the answers are put together.

An organisation's folder holds repositories side by side and no template of its own; what one of
them refers to in another is found all the same, since all have one root.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from crenel.model.verdict import Unread

_FEWEST = 2


class Task(msgspec.Struct, frozen=True):
    """One repository below a root, and how to read it."""

    root: Path
    folder: str
    parameters: dict[str, str]
    environment: str
    today: str
    form: str
    """``json``: rows of the document; ``text``: lines of the page."""


class Part(msgspec.Struct, frozen=True):
    """What was told of one repository."""

    rows: list[dict[str, object]]
    lines: list[str]
    functions: int
    unread: list[Unread]


def repositories(paths: list[Path]) -> list[str]:
    """The repositories in a folder that is none itself; empty where it is something else."""
    if len(paths) != 1 or not paths[0].is_dir() or (paths[0] / ".git").exists():
        return []
    found = sorted(one.name for one in paths[0].iterdir() if (one / ".git").exists())
    return found if len(found) >= _FEWEST else []


def parts(tasks: list[Task], jobs: int) -> Iterator[Part]:
    """The parts in the order of the tasks; ``jobs`` of them are worked on at a time."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=max(1, min(jobs, len(tasks)))) as pool:
        yield from pool.map(part, tasks)


def default_jobs() -> int:
    """As many as there are processors for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def part(task: Task) -> Part:
    """Reads one repository."""
    from datetime import date

    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.answer import answers
    from crenel.readers.options import Options
    from crenel.readers.project import Project
    from crenel.readers.root import Root
    from crenel.report.permissions.document import function_json
    from crenel.report.permissions.page import page

    options = Options(parameters=task.parameters, environment=task.environment)
    read = Project(Root(task.root), options, [task.folder])
    today = date.fromisoformat(task.today)
    rows: list[dict[str, object]] = []
    lines: list[str] = []
    functions = 0
    for application in read.applications():
        for answer in answers(Knowledge(application, today, read.root)):
            functions += 1
            if task.form == "json":
                rows.append(function_json(answer))
            else:
                lines.extend(page([answer]))
    return Part(rows, lines, functions, list(read.unread))
