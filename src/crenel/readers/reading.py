"""One run of reading: what was asked for, what has been judged so far, what could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any, TypeVar

from crenel.errors import CrenelError, ReadProblem
from crenel.model.application import Application
from crenel.model.verdict import Unread
from crenel.readers.options import Options
from crenel.readers.root import Root

T = TypeVar("T")

_MOST_PROBLEMS = 200
"""Problems of one application that are told one by one."""


class Reading:
    """What all formats share while a project is read."""

    def __init__(self, root: Root, options: Options, named: Collection[str] = ()) -> None:
        self.root = root
        self.options = options
        self.named = frozenset(named)
        """Files that a person named: each is judged by itself, and told where it is none."""
        self.unread: list[Unread] = []
        self.defects = 0
        self.judged: set[str] = set()
        """Files that were read as part of some application, or on purpose not."""
        self.planned: set[str] = set()
        """Folders of Terraform that were judged in a plan of theirs."""
        self.led_to: frozenset[str] = frozenset()
        """Files that others deploy or include: they are judged there, with what is passed."""
        self.kept: dict[type, Any] = {}

    def once(self, kind: type[T], make: Callable[[], T]) -> T:
        """What a format keeps while it reads, shared with the other environments: parsed files."""
        if kind not in self.kept:
            self.kept[kind] = make()
        found: T = self.kept[kind]
        return found

    def failed(self, path: str, error: Exception, place: str = "on it") -> None:
        """Notes that crenel itself failed on a file: the rest is still judged. For ``except``."""
        if os.environ.get("CRENEL_DEBUG"):
            raise error
        self.defects += 1
        from traceback import extract_tb  # noqa: PLC0415 - for a defect only

        where = extract_tb(error.__traceback__)[-1]
        reason = (
            f"crenel failed {place}, which is a defect: {type(error).__name__}: {error} "
            f"({where.name}:{where.lineno})"
        )
        self.unread.append(Unread(file=path, reason=reason))

    def note(self, path: str, problem: ReadProblem) -> None:
        """A file that could not be read, or a part of one."""
        self.unread.append(
            Unread(file=path, reason=str(problem), line=problem.line, column=problem.column)
        )

    def guarded(self, path: str, read: Callable[[], Application]) -> Iterator[Application]:
        """The application that ``read`` makes, its problems told; none where that failed."""
        try:
            application = read()
        except ReadProblem as problem:
            self.note(path, problem)
        except CrenelError:
            raise
        except Exception as error:  # noqa: BLE001 - one file must not hide the others
            self.failed(path, error)
        else:
            self.judged.update(application.sources)
            yield application
            # Only now: values are resolved, and cut, when controls ask for them.
            self._tell(application)

    def _tell(self, read: Application) -> None:
        told = {(span.file, span.start, sentence): span for sentence, span in read.problems}
        for (_, _, sentence), span in islice(told.items(), _MOST_PROBLEMS):
            self.unread.append(
                Unread(file=span.file, reason=sentence, line=span.line, column=span.column)
            )
        left = len(told) - _MOST_PROBLEMS
        if left > 0:
            self.unread.append(Unread(file=read.file, reason=f"{left:,} more problems like these"))
