"""One root module while it is read: its allowance, inputs and sources, the modules it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.errors import ReadProblem
from crenel.model.source import Source, Span
from crenel.readers.options import Options
from crenel.readers.root import Root, join
from crenel.readers.terraform.allowance import Allowance
from crenel.readers.terraform.modules.configuration import Configuration, Folders
from crenel.readers.terraform.modules.inputs import Inputs
from crenel.readers.terraform.modules.installed import MANIFEST, installed
from crenel.readers.terraform.syntax.nodes import Block, Literal
from crenel.readers.terraform.syntax.places import Problems
from crenel.readers.vocabulary.terraform import knows_module

if TYPE_CHECKING:
    from crenel.readers.terraform.modules.expansion import Instance
    from crenel.readers.terraform.modules.module import Module

MAX_CALLS = 30
"""Modules inside each other."""
_NAMED = 3
"""Undeclared variables, or calls of a module, that a row names."""
_LOCAL = ("./", "../")


class Run:
    """What all modules below one root module share."""

    def __init__(self, folder: str, folders: Folders, options: Options) -> None:
        self.folder = folder
        self.root: Root = folders.root
        self.folders = folders
        self.allowance = Allowance()
        self.problems: Problems = []
        self.sources: dict[str, Source] = {}
        self.inputs = Inputs(self.root, folder, options)
        self.unread: list[tuple[str, ReadProblem]] = list(self.inputs.unread)
        self.folders_read: set[str] = set()
        self.problems.extend(self.inputs.problems)
        for source in self.inputs.sources:
            self.sources[source.path] = source
        self._told: set[tuple[str, str, int]] = set()
        self._undeclared: dict[str, dict[str, Span]] = {}
        self._missing: dict[str, dict[str, Span]] = {}
        """By the source of a module that is not at hand: the calls of it."""
        self._installed: dict[str, str] | None = None

    def note(self, sentence: str, span: Span) -> None:
        """Tells what could not be read, once for each place."""
        key = (sentence, span.file, span.start)
        if key not in self._told:
            self._told.add(key)
            self.problems.append((sentence, span))

    def lacks(self, folder: str, variable: str, span: Span) -> None:
        """A variable that a module of a folder uses and does not declare."""
        self._undeclared.setdefault(folder, {}).setdefault(variable, span)

    def told(self) -> Problems:
        """What could not be read: a row for each place.

        The undeclared variables of a folder share one, and so do the calls of an absent module.
        """
        missing = (_absent(source, calls) for source, calls in self._missing.items())
        return [*self.problems, *map(_lacking, self._undeclared.values()), *missing]

    def saw(self, configuration: Configuration) -> None:
        """A folder that some module of it is in."""
        if configuration.folder not in self.folders_read:
            self.folders_read.add(configuration.folder)
            self.problems.extend(configuration.problems)
            self.unread.extend(configuration.unread)
            self.sources.update({source.path: source for source in configuration.sources})

    def read(self, path: str, span: Span) -> Source | None:
        """A file that an expression names; None, and told, where it cannot be read."""
        if path in self.sources:
            return self.sources[path]
        try:
            source = self.root.read(path)
        except ReadProblem as problem:
            self.note(str(problem), span)
            return None
        if not self.allowance.inclusion(len(source.text)):
            for what in self.allowance.overdrawn():
                self.note(f"too many {what}: the rest is not read", span)
            return None
        self.sources[path] = source
        return source

    def called(self, block: Block, instance: Instance, parent: Module) -> Module | None:
        """The module that a call makes; None where it is not at hand, or leads back."""
        from crenel.readers.terraform.modules.module import (  # noqa: PLC0415 - each makes the other
            Call,
            Module,
        )

        folder = self._folder(block, parent)
        guard = parent.guard.conjoin(instance.guard)
        if folder is None or guard is None:
            return None
        call = Call(block, instance, parent, guard)
        if folder in call.folders:
            self.note(f"the module {block.labels[-1]} calls itself", block.span)
            return None
        if len(call.folders) > MAX_CALLS:
            self.note(f"modules nested more than {MAX_CALLS} deep are not read", block.span)
            return None
        if not self.allowance.module():
            for what in self.allowance.overdrawn():
                self.note(f"too many {what}: the rest is not read", block.span)
            return None
        return Module(self.folders.get(folder), self, call=call)

    def _folder(self, block: Block, parent: Module) -> str | None:
        """Where the called module lies; None, and told, where it is not at hand."""
        source = source_of(block)
        if source is None:
            self.note("a module wants a source that is written out", block.span)
            return None
        if source.startswith(_LOCAL) or source in (".", ".."):
            return self._local(source, block, parent)
        key = _key(block, parent)
        found = self._manifest().get(key)
        if found is not None and self.folders.has(found):
            return found
        self._missing.setdefault(source, {}).setdefault(block.labels[-1], block.span)
        return None

    def _local(self, source: str, block: Block, parent: Module) -> str | None:
        folder = join(parent.folder, source)
        folder = "" if folder == "." else folder
        if folder == ".." or folder.startswith("../"):
            self.note(f"the module {source} lies outside the analysed folder", block.span)
            return None
        if not self.folders.has(folder):
            self.note(f"the module {source} holds no Terraform files", block.span)
            return None
        return folder

    def _manifest(self) -> dict[str, str]:
        """Where ``terraform init`` put modules: key of the call -> folder below the root."""
        if self._installed is None:
            self._installed = {}
            path = join(self.folder, MANIFEST)
            if self.root.exists(path):
                try:
                    self._installed = installed(self.root, path)
                except ReadProblem as problem:
                    self.unread.append((path, problem))
        return self._installed


def source_of(block: Block) -> str | None:
    """The source of a called module, as it is written."""
    node = block.body.value("source")
    return str(node.value) if isinstance(node, Literal) and node.value is not None else None


def _key(block: Block, parent: Module) -> str:
    names = [block.labels[-1]]
    call = parent.call
    while call is not None:
        names.append(call.block.labels[-1])
        call = call.parent.call
    return ".".join(reversed(names))


def _lacking(variables: dict[str, Span]) -> tuple[str, Span]:
    told = (
        "are used and not declared here: their values are"
        if len(variables) > 1
        else "is used and not declared here: its value is"
    )
    sentence = (
        f"{_some(variables)} {told} not known (Terragrunt declares what it gives when it runs)"
    )
    return sentence, next(iter(variables.values()))


def _absent(source: str, calls: dict[str, Span]) -> tuple[str, Span]:
    what, makes = ("modules", "are") if len(calls) > 1 else ("module", "is")
    judged = "is judged by the inputs alone" if knows_module(source) else "is not judged"
    sentence = (
        f"the {what} {_some(calls)} ({source}) {makes} not at hand, so what is made there {judged}"
        ": run `terraform init`, and check the folder again"
    )
    return sentence, next(iter(calls.values()))


def _some(named: dict[str, Span]) -> str:
    names = list(named)
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" * (len(names) > _NAMED))
