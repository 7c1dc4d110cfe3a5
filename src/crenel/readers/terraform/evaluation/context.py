"""What an expression is evaluated in: the names of its module, and those bound around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from crenel.model.source import Source, Span
from crenel.model.value import Value
from crenel.readers.root import Root
from crenel.readers.terraform.allowance import Allowance
from crenel.readers.terraform.evaluation.values import failed


class Names(Protocol):
    """What the names of one module mean."""

    allowance: Allowance
    root: Root
    prefix: str
    """The address of the module's instance, with a dot; empty for the root module."""
    folder: str
    """The module's own folder."""
    working_folder: str
    """The folder of the root module: paths in it are relative to this one."""

    def lookup(self, path: list[str], span: Span) -> tuple[Value, int]:
        """The value of the longest known beginning of a path, and how many of its words it took."""

    def read(self, path: str, span: Span) -> Source | None:
        """A file that an expression names, seen from the working folder; None and told else."""

    def note(self, sentence: str, span: Span) -> None:
        """Tells what could not be read."""


class NoNames:
    """What stands outside of any module's names: a template file, a file of values."""

    def __init__(self, names: Names, why: str) -> None:
        self.allowance: Allowance = names.allowance
        self.root: Root = names.root
        self.prefix = names.prefix
        self.folder = names.folder
        self.working_folder = names.working_folder
        self._names = names
        self._why = why

    def lookup(self, path: list[str], span: Span) -> tuple[Value, int]:
        """Nothing is known here."""
        return failed(f"{self._why} knows no {path[0]}", span), len(path)

    def read(self, path: str, span: Span) -> Source | None:
        """As the module around it."""
        return self._names.read(path, span)

    def note(self, sentence: str, span: Span) -> None:
        """As the module around it."""
        self._names.note(sentence, span)


class Context:
    """A module's names and the ones that are bound: ``each``, ``count``, those of ``for``."""

    __slots__ = ("bindings", "names")

    def __init__(self, names: Names, bindings: Mapping[str, Value] | None = None) -> None:
        self.names = names
        self.bindings = bindings or {}

    def bound(self, bindings: Mapping[str, Value]) -> Context:
        """The same with more names."""
        return Context(self.names, {**self.bindings, **bindings})
