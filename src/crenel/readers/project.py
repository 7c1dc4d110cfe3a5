"""A folder or a file -> applications, one at a time, and what could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.model.application import Application
from crenel.model.verdict import Unread
from crenel.readers.discovery import Claims, claims
from crenel.readers.environments import MAX_ENVIRONMENTS, Deployments
from crenel.readers.foreign import foreign, is_foreign
from crenel.readers.formats import formats
from crenel.readers.options import Options
from crenel.readers.reading import Reading
from crenel.readers.root import Root


class Project(Reading):
    """What is analysed: a root, and the files below it that a person named (all, for a folder)."""

    def __init__(self, root: Root, files: Iterable[str] | None, options: Options) -> None:
        super().__init__(root, options, whole=files is None)
        self._files = None if files is None else list(files)

    def applications(self) -> Iterator[Application]:
        """Each application in turn; what cannot be read lands in ``unread``."""
        found = claims((one for one in self._paths() if self.whole or not is_foreign(one)), self)
        self.led_to = self._led_to(found)
        for format_, claimed in found.items():
            yield from format_.applications(claimed, self)
        self.unread.extend(self._foreign())
        self.unread.extend(Unread(file=path, reason=reason) for path, reason in self.root.skipped)

    def deployments(self, application: Application) -> Deployments:
        """The application in every environment that its files name, where a person named none."""
        format_ = next((one for one in formats() if application.format in one.reads), None)
        known = None
        if format_ is not None and not self.options.environment:
            known = format_.environments(application, self)
        if format_ is None or known is None:
            return Deployments(application, {"": [application]})
        found = {known.base: [application]} if known.base else {}
        for name in known.names[:MAX_ENVIRONMENTS]:
            found[name] = list(format_.again(application, self._in(name)))
        if len(known.names) > MAX_ENVIRONMENTS:
            reason = f"more than {MAX_ENVIRONMENTS} environments: the rest is not judged"
            self.unread.append(Unread(file=application.file, reason=reason))
        return Deployments(application, found)

    def _in(self, environment: str) -> Reading:
        """The same reading in an environment; what it cannot read is told here."""
        options = msgspec.structs.replace(self.options, environment=environment)
        other = Reading(self.root, options, whole=self.whole)
        other.unread = self.unread
        other.led_to = self.led_to
        return other

    def _paths(self) -> Iterable[str]:
        return self.root.files() if self._files is None else self._files

    def _led_to(self, found: Claims) -> frozenset[str]:
        if not self.whole:
            return frozenset()
        known = {one.path for claimed in found.values() for one in claimed}
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


def project(paths: list[Path], options: Options, root: Callable[[Path], Root] = Root) -> Project:
    """The project of the paths that a person named: one folder, or files; ``root`` reads below it.

    Raises UsageError where they cannot be read as one.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"{missing[0]} does not exist", "Name a folder or a template")
    if len(paths) == 1 and paths[0].is_dir():
        return Project(root(paths[0]), None, options)
    if any(path.is_dir() for path in paths):
        raise UsageError("several paths were named, and one is a folder", "Name one folder")
    folder = root_folder(paths)
    if not all(_below(path, folder) for path in paths):
        message = "the files do not all lie below the first one's folder, or below this one"
        raise UsageError(message, "Name their common folder")
    names = dict.fromkeys(os.path.relpath(path, folder).replace(os.sep, "/") for path in paths)
    return Project(root(folder), names, options)


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
