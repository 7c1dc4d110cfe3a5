"""A folder or a file -> applications, one at a time, and what could not be read."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from crenel.errors import CrenelError, ReadProblem, UsageError
from crenel.model.application import Application
from crenel.model.verdict import Unread
from crenel.readers.cdk.adapt import Adapter
from crenel.readers.cdk.assembly import NOT_SYNTHESISED, Assemblies, Stack
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.discovery import Candidate, Kind, candidates, named
from crenel.readers.foreign import foreign, is_foreign
from crenel.readers.options import Options
from crenel.readers.root import Root, folder_of, join
from crenel.readers.samconfig import overrides
from crenel.readers.templates import Described, application, known
from crenel.readers.text.parse import parse

_MOST_PROBLEMS = 200
"""Problems of one application that are told one by one."""


class Project:
    """What is analysed: a root, and the files below it that a person named (all, for a folder)."""

    def __init__(self, root: Root, files: Iterable[str] | None, options: Options) -> None:
        self.root = root
        self.options = options
        self.unread: list[Unread] = []
        self.defects = 0
        self._files = None if files is None else list(files)

    def failed(self, path: str, error: Exception, place: str = "on it") -> None:
        """Notes that crenel itself failed on a file: the rest is still judged. For ``except``."""
        if os.environ.get("CRENEL_DEBUG"):
            raise error
        self.defects += 1
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = (
            f"crenel failed {place}, which is a defect: {type(error).__name__}: {error} "
            f"({where.name}:{where.lineno})"
        )
        self.unread.append(Unread(file=path, reason=reason))

    def applications(self) -> Iterator[Application]:
        """Each application in turn; what cannot be read lands in ``unread``."""
        found = list(self._candidates())
        templates = [one for one in found if one.kind is Kind.TEMPLATE]
        nested = self._deployed_by_others(templates)
        judged: set[str] = set()
        yield from self._synthesised(found, judged)
        # What seems to be deployed by others comes last: alone, where nobody did deploy it.
        for path in sorted((one.path for one in templates), key=lambda path: path in nested):
            if path not in judged:
                for read in self._applications(path):
                    judged.update(read.sources)
                    yield read
                self.root.forget(path)
        self.unread.extend(self._foreign(judged))
        self.unread.extend(Unread(file=path, reason=reason) for path, reason in self.root.skipped)

    def _foreign(self, judged: set[str]) -> Iterator[Unread]:
        files = self.root.files() if self._files is None else self._files
        told = judged | {one.file for one in self.unread}
        left = (path for path in files if path not in told and not self.options.excluded(path))
        return foreign(left)

    def _candidates(self) -> Iterator[Candidate]:
        if self._files is not None:
            yield from (named(self.root, path) for path in self._files if not is_foreign(path))
            return
        for candidate in candidates(self.root):
            if self.options.excluded(candidate.path):
                continue
            if candidate.problem is None:
                yield candidate
            else:
                self._note(candidate.path, candidate.problem)

    def _synthesised(self, found: list[Candidate], judged: set[str]) -> Iterator[Application]:
        """The stacks of CDK assemblies; ``judged`` gets the templates that were read with them."""
        manifests = (one.path for one in found if one.kind is Kind.CDK_ASSEMBLY)
        assemblies = Assemblies(self.root, manifests)
        for stack in assemblies.stacks():
            if not self.options.excluded(stack.template):
                for read in self._applications(stack.template, stack):
                    judged.update(read.sources)
                    yield read
                self.root.forget(stack.template)
            judged.add(stack.template)
        for path, problem in assemblies.problems:
            self._note(path, problem)
        for path in (one.path for one in found if one.kind is Kind.CDK_CONFIGURATION):
            if not assemblies.any_below(folder_of(path)):
                self.unread.append(Unread(file=path, reason=NOT_SYNTHESISED))

    def _deployed_by_others(self, found: list[Candidate]) -> set[str]:
        """Templates that others deploy: they are judged there, with what is passed to them."""
        if self._files is not None:
            return set()
        known = {one.path for one in found}
        return {
            child for one in found for child in one.nested if child in known and child != one.path
        }

    def _applications(self, path: str, stack: Stack | None = None) -> Iterator[Application]:
        try:
            source = self.root.read(path)
            documents = parse(source.text)
            found = [known(source, document) for document in documents]
        except ReadProblem as problem:
            self._note(path, problem)
            return
        for template in (one for one in found if one is not None):
            try:
                read = self._application(template, stack)
            except CrenelError:
                raise
            except Exception as error:  # noqa: BLE001 - one file must not hide the others
                self.failed(path, error)
            else:
                yield read
        if not any(found) and self._files is not None:
            self.unread.append(Unread(file=path, reason="it holds no template that crenel knows"))

    def _application(self, template: Described, stack: Stack | None) -> Application:
        environment = self._environment(template)
        if stack is None:
            read = application(template, environment, self.root)
        else:
            adapt = Adapter(stack)
            read = application(template, environment, self.root, made_by="cdk", adapt=adapt)
        told = {(span.file, span.start, sentence): span for sentence, span in read.problems}
        for (_, _, sentence), span in islice(told.items(), _MOST_PROBLEMS):
            self.unread.append(
                Unread(file=span.file, reason=sentence, line=span.line, column=span.column)
            )
        left = len(told) - _MOST_PROBLEMS
        if left > 0:
            self.unread.append(Unread(file=read.file, reason=f"{left:,} more problems like these"))
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
    """The project of the paths that a person named: one folder, or files."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"{missing[0]} does not exist", "Name a folder or a template")
    if len(paths) == 1 and paths[0].is_dir():
        return Project(Root(paths[0]), None, options)
    if any(path.is_dir() for path in paths):
        raise UsageError("several paths were named, and one is a folder", "Name one folder")
    folder = root_folder(paths)
    if not all(_below(path, folder) for path in paths):
        message = "the files do not all lie below the first one's folder, or below this one"
        raise UsageError(message, "Name their common folder")
    names = dict.fromkeys(os.path.relpath(path, folder).replace(os.sep, "/") for path in paths)
    return Project(Root(folder), names, options)


def root_folder(paths: list[Path]) -> Path:
    """The root: the folder that was named, the first file's, or this one where all lie below it."""
    if paths[0].is_dir():
        return paths[0]
    first, here = paths[0].parent, Path()
    others = not all(_below(path, first) for path in paths)
    return here if others and all(_below(path, here) for path in paths) else first


def _below(path: Path, folder: Path) -> bool:
    top, holder = folder.resolve(), path.parent.resolve()
    return holder == top or top in holder.parents
