"""A text that is looked through, and what was found in it before anybody judged it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from crenel.model.source import Source

_SEEN = re.compile(rb"[^\r\n]")


def words(text: str) -> frozenset[str]:
    """The set of a text's words."""
    return frozenset(text.split())


_CODE = words(
    "py js jsx ts tsx mjs cjs go java kt kts scala rb rs c h cc cpp hpp cs php swift m mm dart ex"
    " exs erl hs clj cljs lua pl pm r groovy vue svelte f90 fs vb sol proto graphql"
)
_MARKUP = words("md markdown rst adoc asciidoc txt html htm xhtml tex org")
_SHELL = words("sh bash zsh fish ps1 bat cmd dockerfile mk")


class Kind(StrEnum):
    """What sort of file it is: where values stand bare, where only between quotes."""

    CODE = "code"
    CONFIG = "config"
    MARKUP = "markup"
    SHELL = "shell"


class Text:
    """A chunk of a file.

    ``data`` begins at line ``line`` (from 1) of ``path``, after ``column`` characters of it; what
    begins at ``stop`` or later belongs to the next chunk.
    """

    def __init__(
        self, path: str, data: bytes, *, line: int = 1, column: int = 0, stop: int | None = None
    ) -> None:
        self.path = path
        self.data = data
        self.stop = len(data) if stop is None else stop
        self.kind = kind_of(path)
        self._line, self._column = line, column
        self._before = self._last = _Counted(0, 0, column)
        """The next place is counted from one of these: a line may be long, and full of findings."""

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, the column in characters."""
        known = self._nearest(offset)
        rows = self.data.count(b"\n", known.offset, offset)
        start = self.data.rfind(b"\n", known.offset, offset) + 1 if rows else known.offset
        more = len(self.data[start:offset].decode("utf-8", "replace"))
        column = more if rows else known.column + more
        self._before, self._last = known, _Counted(offset, known.row + rows, column)
        return self._line + self._last.row, column + 1

    def _nearest(self, offset: int) -> _Counted:
        known = (self._last, self._before)
        return next((one for one in known if one.offset <= offset), _Counted(0, 0, self._column))

    def candidate(
        self,
        detector: str,
        span: tuple[int, int],
        *,
        name: str = "",
        operator: str = "",
        quoted: bool = True,
        host: str = "",
    ) -> Candidate:
        """What stands between two offsets, as something that a detector takes for a credential."""
        start, end = span
        return Candidate(
            detector=detector,
            value=self.data[start:end].decode("utf-8", "replace"),
            start=start,
            end=end,
            name=name,
            operator=operator,
            quoted=quoted,
            host=host,
            kind=self.kind,
            path=self.path,
        )

    def without(self, stretches: Iterable[tuple[int, int]]) -> Source:
        """The text as a source, at its own lines, with stretches (offsets) struck out."""
        data = bytearray(self.data)
        for start, end in stretches:
            data[start:end] = _SEEN.sub(b"x", data[start:end])
        return Source(self.path, "\n" * (self._line - 1) + data.decode("utf-8", "replace"))


class _Counted(msgspec.Struct, frozen=True):
    """An offset, how many lines end before it, and how many characters of its line."""

    offset: int
    row: int
    column: int


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What may be a credential: where it stands, and what stands around it."""

    detector: str
    value: str
    start: int
    end: int
    """Offsets in the bytes of the text."""
    name: str = ""
    """The name that holds it, as written; empty where there is none."""
    quoted: bool = True
    operator: str = ""
    kind: Kind = Kind.CONFIG
    path: str = ""
    host: str = ""
    """Where a login leads, where that is said beside it."""


class Judged(msgspec.Struct, frozen=True):
    """How sure, from 0 to 1, and why."""

    confidence: float
    why: tuple[str, ...] = ()


def kind_of(path: str) -> Kind:
    """The kind of a file, by its name."""
    name = path.rpartition("/")[2].lower()
    ending = name.rpartition(".")[2]
    if ending in _CODE:
        return Kind.CODE
    if ending in _MARKUP:
        return Kind.MARKUP
    if ending in _SHELL or name in {"dockerfile", "makefile", "jenkinsfile"}:
        return Kind.SHELL
    return Kind.CONFIG
