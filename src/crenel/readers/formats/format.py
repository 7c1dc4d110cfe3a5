"""What a format is: which files it claims, and the applications that they describe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from crenel.model.application import Application
from crenel.readers.environments import Environments
from crenel.readers.reading import Reading
from crenel.readers.root import Root

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOCKS = frozenset({"package-lock.json", "npm-shrinkwrap.json", "tsconfig.json", "composer.json"})
_DOCUMENTS = (".yaml", ".yml", ".json", ".jsonc", ".template", ".cfn", ".sam")


class File:
    """A file that was found: its bytes are read when a format asks for them, once."""

    def __init__(self, root: Root, path: str) -> None:
        self.path = path
        self.name = path.rpartition("/")[2]
        self._root = root

    @cached_property
    def data(self) -> bytes:
        """What it holds, without the zeros of UTF-16. Raises ReadProblem."""
        data = self._root.read_bytes(self.path)
        return data.replace(b"\x00", b"") if data.startswith(_UTF16) else data

    @cached_property
    def is_document(self) -> bool:
        """May it hold YAML or JSON that a person wrote, by its name?"""
        return self.path.lower().endswith(_DOCUMENTS) and self.name not in _LOCKS


class Claim(msgspec.Struct, frozen=True):
    """A file that a format takes for its own."""

    path: str
    leads_to: tuple[str, ...] = ()
    """Files that it seems to deploy or to include: they are judged in it."""
    note: str = ""
    """What the format wants to remember of it."""


class Format:
    """One format. A subclass says which files are its, and reads them.

    ``order``: formats with a lower one are asked first and read first. One that makes files of
    another format (an assembly makes templates) stands before it.
    """

    order = 50
    reads: frozenset[str] = frozenset()
    """What ``Application.format`` says of the applications that it makes."""

    def environments(self, _application: Application, _reading: Reading, /) -> Environments | None:
        """The environments that the files name for an application; None where there is but one."""
        return None

    def again(self, _application: Application, _reading: Reading, /) -> Iterator[Application]:
        """The application once more, in the environment that the reading names."""
        return iter(())

    def claims(self, file: File) -> Claim | None:
        """The claim on a file; None where it is not of this format.

        Look at the name first: ``file.data`` reads the file. Raises ReadProblem where it is of
        this format and cannot be read, with what to do.
        """
        raise NotImplementedError

    def named(self, file: File) -> Claim | None:
        """The claim on a file that a person named; it may be wider."""
        return self.claims(file)

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        """The applications of all claimed files, one after the other.

        ``reading.judged`` holds what others have read already and gets what is read here;
        ``reading.guarded`` keeps a defect from hiding the other files.
        """
        raise NotImplementedError
