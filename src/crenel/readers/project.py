"""A folder or a file -> applications, one at a time, and what could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.model.application import Application
from crenel.model.verdict import Unread
from crenel.readers.discovery import Claims, claims
from crenel.readers.environments import MAX_ENVIRONMENTS, Deployments
from crenel.readers.foreign import foreign, is_foreign
from crenel.readers.formats import Format, formats
from crenel.readers.options import Options
from crenel.readers.reading import Reading
from crenel.readers.root import Root
from crenel.readers.stage_parameter import stage_parameter


class Project(Reading):
    """What is analysed: a root, and the folders and files below it that a person named."""

    def __init__(
        self,
        root: Root,
        options: Options,
        folders: Iterable[str],
        files: Iterable[str] = (),
        found: Iterable[str] = (),
    ) -> None:
        """``found`` are files that nobody named, read as those of a folder are."""
        self._files = list(dict.fromkeys(files))
        self._found = list(dict.fromkeys(found))
        self._folders = list(dict.fromkeys(folders))
        super().__init__(root, options, self._files)

    def applications(self) -> Iterator[Application]:
        """Each application in turn; what cannot be read lands in ``unread``."""
        paths = (one for one in self._paths() if one not in self.named or not is_foreign(one))
        found = claims(paths, self)
        self.led_to = self._led_to(found)
        for format_, claimed in found.items():
            for application in format_.applications(claimed, self) if claimed else ():
                yield application
                self.root.forget_documents()
        self.unread.extend(self._foreign())
        self.unread.extend(Unread(file=path, reason=reason) for path, reason in self.root.skipped)

    def deployments(self, application: Application) -> Deployments:
        """The application in every environment that its files name, where a person named none."""
        format_ = _format_of(application)
        known = None
        if format_ is not None and not self.options.environment:
            known = format_.environments(application, self)
        if format_ is None or known is None:
            return Deployments(application, {"": [application]})
        found = {known.base: [application]} if known.base else {}
        for name in known.names[:MAX_ENVIRONMENTS]:
            found[name] = self._again(format_, application, environment=name)
        if len(known.names) > MAX_ENVIRONMENTS:
            reason = f"more than {MAX_ENVIRONMENTS} environments: the rest is not judged"
            self.unread.append(Unread(file=application.file, reason=reason))
        return Deployments(application, found)

    def stages(self, application: Application) -> dict[str, list[Application]]:
        """The application in each stage that a parameter of it lists, beside ``deployments``.

        Nobody says which of them are deployed. The default is the application itself, and not
        among them. None where the person named an environment, or gave the parameter.
        """
        parameter = stage_parameter(application)
        format_ = _format_of(application)
        if parameter is None or format_ is None or self.options.environment:
            return {}
        given = self.options.parameters
        if parameter.name in given:
            return {}
        return {
            stage: self._again(
                format_,
                application,
                parameters={**given, parameter.name: stage},
                sources={parameter.name: f"the stage {stage} of"},
            )
            for stage in parameter.stages
            if stage != parameter.default
        }

    def _again(
        self, format_: Format, application: Application, **changed: object
    ) -> list[Application]:
        """The same application with other options; what cannot be read is told here."""
        other = self._with(msgspec.structs.replace(self.options, **changed))
        found = list(format_.again(application, other))
        self.defects += other.defects
        return found

    def _with(self, options: Options) -> Reading:
        other = Reading(self.root, options, self.named)
        other.unread = self.unread
        other.led_to = self.led_to
        other.kept = self.kept
        return other

    def _paths(self) -> Iterable[str]:
        """Every file that was named or lies below a named folder, once."""
        below = (path for folder in self._folders for path in self.root.files(folder))
        return dict.fromkeys(chain(self._files, self._found, below))

    def _led_to(self, found: Claims) -> frozenset[str]:
        known = {one.path for claimed in found.values() for one in claimed} - self.named
        return frozenset(
            path
            for claimed in found.values()
            for one in claimed
            for path in one.leads_to
            if path in known and path != one.path
        )

    def _foreign(self) -> Iterator[Unread]:
        told = self.judged | {one.file for one in self.unread}
        left = (path for path in self._paths() if path not in told)
        return foreign(path for path in left if not self.options.excluded(path))


def _format_of(application: Application) -> Format | None:
    return next((one for one in formats() if application.format in one.reads), None)


def project(paths: list[Path], options: Options, root: Callable[[Path], Root] = Root) -> Project:
    """The project of the folders and files that a person named; ``root`` reads below theirs.

    Raises UsageError where they cannot be read as one.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"{missing[0]} does not exist", "Name a folder or a template")
    folder = root_folder(paths)
    if len(paths) > 1 and folder.resolve() == Path(folder.resolve().anchor):
        message = "the paths have no folder in common but the root of the file system"
        raise UsageError(message, "Check them one by one")
    below = {path: _below(path, folder) for path in paths}
    folders = [name for path, name in below.items() if path.is_dir()]
    files = [name for path, name in below.items() if not path.is_dir()]
    return Project(root(folder), options, folders, files)


def root_folder(paths: list[Path]) -> Path:
    """The root: the smallest folder that holds all that was named, as seen from here."""
    holders = list(dict.fromkeys(path if path.is_dir() else path.parent for path in paths))
    if len(holders) == 1:
        return holders[0]
    common = os.path.commonpath([_place(one) for one in holders])
    if all(one.is_absolute() for one in holders):
        return Path(common)
    return Path(os.path.relpath(common))


def _below(path: Path, folder: Path) -> str:
    """The path as seen from the root; empty for the root itself."""
    name = os.path.relpath(_place(path), folder.resolve()).replace(os.sep, "/")
    return "" if name == "." else name


def _place(path: Path) -> Path:
    """Where it stands; a file that is a link stands where the link does."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name
