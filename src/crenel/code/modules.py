"""The modules of a function: from the handler's file along the imports that stay in the project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.code.facts import Problem
from crenel.code.javascript.aliases import Aliases
from crenel.code.javascript.resolve import candidates as javascript_candidates
from crenel.code.javascript.resolve import dependencies, files_of
from crenel.code.parse import language_of
from crenel.code.python.resolve import candidates as python_candidates
from crenel.code.python.resolve import installed, roots_of_layer
from crenel.code.sources import Sources, framework
from crenel.errors import ReadProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from crenel.code.syntax import Import, Module
    from crenel.code.tree import Tree

MAX_MODULES = 500
MAX_TOTAL = 6_000_000
"""Characters of all modules of one function together."""
MAX_IMPORTS = 20_000
"""Imports of all modules of one function together."""


PROVIDED = ("aws-sdk", "@aws-sdk/", "@smithy/")
"""What the runtime brings."""


class Graph:
    """The modules reached from one file. ``load`` gives a file's lowered module, or a Problem."""

    def __init__(
        self,
        tree: Tree,
        folder: str,
        load: Callable[[str], Module | Problem],
        layers: tuple[str, ...] = (),
        *,
        aliases: Aliases | None = None,
        sources: Sources | None = None,
    ) -> None:
        self.tree = tree
        self.folder = folder
        self.load = load
        self._layers = layers
        self._aliases = Aliases(tree) if aliases is None else aliases
        self._sources = Sources(tree) if sources is None else sources
        self._roots = [root for one in layers for root in roots_of_layer(tree, one)]
        self.modules: dict[str, Module] = {}
        self.problems: list[Problem] = []
        self.unresolved: set[tuple[str, str, int]] = set()
        self._targets: dict[tuple[str, str, int], str | None] = {}
        self.followed = 0
        """Imports that were looked at."""
        self._room = MAX_TOTAL
        self._failed: set[str] = set()
        self._frameworks: set[str] = set()
        self._full = False
        self._packaged: set[str] | None = None
        self._installed: dict[str, frozenset[str]] = {}

    def follow(self, first: Module) -> None:
        """Read the module and all that it leads to."""
        self.modules[first.path] = first
        pending = [first]
        while pending:
            module = pending.pop()
            for path in self._sources.leads_to(module):
                found = self._add(path)
                if found is not None:
                    pending.append(found)
            for step in module.imports:
                if not self._may_follow(module):
                    return
                for path in self._leads_to(module, step):
                    found = self._add(path)
                    if found is not None:
                        pending.append(found)

    def target(self, module: Module, name: str, level: int) -> Module | None:
        """The project's module that an import means; None for a foreign one."""
        path = self.path(module, name, level)
        return self.modules.get(path) if path is not None else None

    def path(self, module: Module, name: str, level: int) -> str | None:
        """The file that an import means; None where it is none of the project's."""
        key = (module.path, name, level)
        if key not in self._targets and self._sources.reads(module):
            self._targets[key] = self._sources.path(module, name)
        if key not in self._targets:
            own = level > 0 or module.language != "python" or not self._foreign(name)
            every = self._candidates(module, name, level) if own else iter(())
            self._targets[key] = next(filter(self.tree.exists, every), None)
        return self._targets[key]

    def submodule(self, module: Module, name: str) -> Module | None:
        """Python: the module ``name`` in a package."""
        if not module.path.endswith("__init__.py"):
            return None
        return self.target(module, name, 1)

    def dotted(self, module: Module, name: str) -> Module | None:
        """Python: the project's module under a full name, if it is one of those read."""
        return self.target(module, name, 0) if len(self.modules) > 1 else None

    def ordered(self) -> Iterator[Module]:
        """All modules; those that are imported come before those that import them."""
        yield from reversed(self.modules.values())

    def _leads_to(self, module: Module, step: Import) -> Iterator[str]:
        if self._sources.reads(module):
            if self._sources.missing(module, step):
                self.unresolved.add((module.path, step.module, step.level))
            self._note_framework(module, step)
            return
        path = self.path(module, step.module, step.level)
        if path is not None and language_of(path) is not None:
            yield path
        inner_found = False
        if module.language == "python":
            for name, _ in step.bindings:
                inner = f"{step.module}.{name}".strip(".") if name else step.module
                found = self.path(module, inner, step.level)
                if found is not None:
                    inner_found = True
                    yield found
        local = step.level > 0 or step.module.startswith(".")
        if path is None and local and not inner_found and not _beside_inline(module, step):
            self.unresolved.add((module.path, step.module, step.level))

    def _note_framework(self, module: Module, step: Import) -> None:
        """Code that a framework finds is called, and nothing here says which."""
        name = framework(step.module)
        if name and name not in self._frameworks:
            self._frameworks.add(name)
            message = f"the framework {name} calls code that annotations mark: not all is followed"
            span = module.span(step.start, step.end)
            self.problems.append(Problem(module.path, message, span, open=True))

    def _may_follow(self, module: Module) -> bool:
        self.followed += 1
        if self.followed > MAX_IMPORTS:
            message = f"more than {MAX_IMPORTS:,} imports: the rest is not followed"
            self.problems.append(Problem(module.path, message, cut=True))
            return False
        return True

    def _add(self, path: str) -> Module | None:
        if path in self.modules or path in self._failed or self._full:
            return None
        if len(self.modules) >= MAX_MODULES or self._room < 0:
            self._full = True
            message = (
                f"more than {MAX_MODULES} modules or {MAX_TOTAL} characters: the rest is not read"
            )
            self.problems.append(Problem(path, message))
            return None
        try:
            module = self.load(path)
        except ReadProblem as problem:
            module = Problem(path, str(problem))
        if isinstance(module, Problem):
            self.problems.append(module)
            self._failed.add(path)
            return None
        self.modules[path] = module
        self._room -= len(module.parsed.source.text)
        return module

    def _foreign(self, name: str) -> bool:
        """Python: a package that was installed into the folder is not the project's own."""
        if self._packaged is None:
            self._packaged = installed(self.tree, self.folder)
            for root in self._roots:
                self._packaged |= installed(self.tree, root)
        return name.partition(".")[0].lower() in self._packaged

    def _candidates(self, module: Module, name: str, level: int) -> Iterator[str]:
        if module.language == "python":
            return python_candidates(module.path, name, level, self.folder, self._roots)
        return self._javascript(module.path, name)

    def _javascript(self, importer: str, name: str) -> Iterator[str]:
        yield from javascript_candidates(importer, name, self._own_layers(name))
        if not name.startswith((".", "/", "node:")) and not name.startswith(PROVIDED):
            for stem in self._aliases.stems(importer, name):
                yield from files_of(stem)

    def _own_layers(self, name: str) -> tuple[str, ...]:
        """Layers in which a package may be the project's own: not one that npm installed there."""
        if name.startswith("/"):
            return self._layers
        top = "/".join(name.split("/")[: 2 if name.startswith("@") else 1])
        return tuple(one for one in self._layers if top not in self._dependencies(one))

    def _dependencies(self, layer: str) -> frozenset[str]:
        if layer not in self._installed:
            self._installed[layer] = dependencies(self.tree, layer)
        return self._installed[layer]


def _beside_inline(module: Module, step: Import) -> bool:
    """CloudFormation lays its response module beside code that a template holds.

    Source: AWS CloudFormation User Guide, "cfn-response module".
    """
    inline = language_of(module.path) is None
    return inline and step.module in ("./cfn-response", "./cfn-response.js")
