"""Terraform: every folder with its files is a root module, unless others in the tree call it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crenel.model.application import Application
from crenel.pattern import Pattern
from crenel.readers.environments import Environments, environments
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.root import folder_of, join

if TYPE_CHECKING:
    from crenel.readers.terraform.modules.configuration import Configuration

_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
_SOURCE = Pattern(rb"[\"']?source[\"']?\s*[=:]\s*\"(\.{1,2}(?:/[^\"$\r\n]*)?)\"")


class Terraform(Format):
    """Folders of configuration."""

    order = 15
    reads = frozenset({"terraform"})

    def environments(self, application: Application, reading: Reading, /) -> Environments | None:
        """Those that files of values make; without values nobody deploys where there are such."""
        from crenel.readers.terraform.modules.environments import (  # noqa: PLC0415 - when needed
            DEFAULT,
            always_given,
            names,
        )

        folder = folder_of(application.file)
        base = DEFAULT if always_given(reading.root, folder) else ""
        return environments(names(reading.root, folder), base)

    def again(self, application: Application, reading: Reading, /) -> Iterator[Application]:
        from crenel.readers.terraform.application import read_root  # noqa: PLC0415 - when needed
        from crenel.readers.terraform.modules.configuration import Folders  # noqa: PLC0415

        folders = reading.once(Folders, lambda: Folders(reading.root))

        def read() -> Application:
            found = read_root(folder_of(application.file), folders, reading.options)
            for path, problem in found.unread:
                reading.note(path, problem)
            return found.application

        return reading.guarded(application.file, read)

    def claims(self, file: File) -> Claim | None:
        if not file.path.endswith(_SUFFIXES):
            return None
        called = _SOURCE.findall(file.data) if b"module" in file.data else []
        folder = folder_of(file.path)
        names = (join(folder, source.decode("utf-8", "replace")) for source in called)
        return Claim(file.path, leads_to=tuple("" if one == "." else one for one in names))

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        from crenel.readers.terraform.application import read_root  # noqa: PLC0415 - when needed
        from crenel.readers.terraform.modules.configuration import Folders  # noqa: PLC0415

        folders = reading.once(Folders, lambda: Folders(reading.root))
        pending = dict.fromkeys(folder_of(claim.path) for claim in claims)
        called = {
            path
            for claim in claims
            for path in claim.leads_to
            if not reading.named and path in pending and path != folder_of(claim.path)
        }
        done = set(reading.planned)
        # A module that only its callers call comes last: alone, where none of them reached it.
        for folder in sorted(pending, key=lambda folder: (folder in called, folder)):
            if folder in done or _unreadable(folders.get(folder), reading):
                continue

            def read(folder: str = folder) -> Application:
                found = read_root(folder, folders, reading.options)
                for path, problem in found.unread:
                    reading.note(path, problem)
                done.update(found.folders)
                return found.application

            yield from reading.guarded(_named(folder, claims), read)
            if folder not in called:
                folders.forget(folder)


def _unreadable(configuration: Configuration, reading: Reading) -> bool:
    """Could none of its files be read? That is told, and nothing is judged."""
    if configuration.sources:
        return False
    for path, problem in configuration.unread:
        reading.note(path, problem)
    return True


def _named(folder: str, claims: Sequence[Claim]) -> str:
    return next(claim.path for claim in claims if folder_of(claim.path) == folder)


FORMAT = Terraform()
