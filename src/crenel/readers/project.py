"""A folder or a file -> applications, one at a time, and what could not be read."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from crenel.errors import CrenelError, ReadProblem, UsageError
from crenel.model.application import Application
from crenel.model.verdict import Unread
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.discovery import Candidate, candidates
from crenel.readers.options import Options
from crenel.readers.root import Root, folder_of, join
from crenel.readers.samconfig import overrides
from crenel.readers.templates import Described, application, known
from crenel.readers.text.parse import parse


class Project:
    """What is analysed: a root, and the files below it that a person named (all, for a folder)."""

    def __init__(self, root: Root, files: Iterable[str] | None, options: Options) -> None:
        self.root = root
        self.options = options
        self.unread: list[Unread] = []
        self.defects = 0
        self._files = None if files is None else list(files)

    def failed(self, path: str, error: Exception) -> None:
        """Notes that crenel itself failed on a file: the rest is still judged. For ``except``."""
        if os.environ.get("CRENEL_DEBUG"):
            raise error
        self.defects += 1
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = (
            f"crenel failed on it, which is a defect: {type(error).__name__}: {error} "
            f"({where.name}:{where.lineno})"
        )
        self.unread.append(Unread(file=path, reason=reason))

    def applications(self) -> Iterator[Application]:
        """Each application in turn; what cannot be read lands in ``unread``."""
        found = list(self._candidates())
        nested = self._deployed_by_others(found)
        for path in (one.path for one in found):
            if path not in nested:
                yield from self._applications(path)
                self.root.forget(path)
        self.unread.extend(Unread(file=path, reason=reason) for path, reason in self.root.skipped)

    def _candidates(self) -> Iterator[Candidate]:
        if self._files is not None:
            yield from map(Candidate, self._files)
            return
        for candidate in candidates(self.root):
            if self.options.excluded(candidate.path):
                continue
            if candidate.problem is None:
                yield candidate
            else:
                self._note(candidate.path, candidate.problem)

    def _deployed_by_others(self, found: list[Candidate]) -> set[str]:
        """Templates that others deploy: they are judged there, with what is passed to them."""
        if self._files is not None:
            return set()
        known = {one.path for one in found}
        return {
            child for one in found for child in one.nested if child in known and child != one.path
        }

    def _applications(self, path: str) -> Iterator[Application]:
        try:
            source = self.root.read(path)
            documents = parse(source.text)
            found = [known(source, document) for document in documents]
        except ReadProblem as problem:
            self._note(path, problem)
            return
        for template in (one for one in found if one is not None):
            try:
                read = self._application(template)
            except CrenelError:
                raise
            except Exception as error:  # noqa: BLE001 - one file must not hide the others
                self.failed(path, error)
            else:
                yield read
        if not any(found) and self._files is not None:
            self.unread.append(Unread(file=path, reason="it holds no template that crenel knows"))

    def _application(self, template: Described) -> Application:
        read = application(template, self._environment(template), self.root)
        for sentence, span in read.problems:
            self.unread.append(
                Unread(file=span.file, reason=sentence, line=span.line, column=span.column)
            )
        return read

    def _environment(self, template: Described) -> Environment:
        folder = folder_of(template.source.path)
        given: dict[str, str] = {}
        if template.format == "serverless":
            return Environment(self.options.environment, self.options.parameters)
        try:
            given = overrides(self.root, folder, self.options.environment)
        except ReadProblem as problem:
            self._note(join(folder, "samconfig.toml"), problem)
        sources = dict.fromkeys(given, "samconfig.toml")
        sources.update(dict.fromkeys(self.options.parameters, "--param"))
        return Environment(
            self.options.environment, {**given, **self.options.parameters}, sources=sources
        )

    def _note(self, path: str, problem: ReadProblem) -> None:
        self.unread.append(
            Unread(file=path, reason=str(problem), line=problem.line, column=problem.column)
        )


def project(paths: list[Path], options: Options) -> Project:
    """The project of the paths that a person named: one folder, or files of one folder."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"{missing[0]} does not exist", "Name a folder or a template")
    if len(paths) == 1 and paths[0].is_dir():
        return Project(Root(paths[0]), None, options)
    if any(path.is_dir() for path in paths):
        raise UsageError("several paths were named, and one is a folder", "Name one folder")
    folder = paths[0].parent
    names = [path.relative_to(folder).as_posix() for path in paths if _below(path, folder)]
    if len(names) != len(paths):
        raise UsageError("the files lie in different folders", "Name their common folder")
    return Project(Root(folder), names, options)


def _below(path: Path, folder: Path) -> bool:
    return path.parent == folder or folder in path.parents
