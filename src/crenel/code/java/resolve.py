"""Which files a Java file leads to: by imports, by the names of types beside it, by heirs.

A source root is the folder in which the packages begin: ``src/main/java``. In a build of several
modules there are several; others than a file's own are looked at for what its own does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.code.java.types import LANG
from crenel.code.syntax import Import, Module
from crenel.code.tree import Tree, folder_of
from crenel.errors import ReadProblem
from crenel.pattern import Pattern

MAX_FILES = 2_000
"""Files of one source root among which heirs are looked for."""
MAX_DEPTH = 6
"""How deep below a project's top source roots are looked for."""
MAX_FOLDERS = 2_000

_BUILDS = ("pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")
_NEVER = frozenset(
    {"node_modules", "target", "build", "test", ".git", ".gradle", ".aws-sam", "bin"}
)
_HEIR = Pattern(
    r"\b(?:class|interface|enum|record)\s+\w+[^{};]{0,400}?\b(?:extends|implements)\s([^{};]{0,800})\{"
)
_NAME = re.compile(r"\w+")
LIBRARIES = (
    *("java.", "javax.", "jakarta.", "software.amazon.", "com.amazonaws.", "org.springframework."),
    *("org.apache.", "io.micronaut.", "io.quarkus.", "com.google.", "com.fasterxml.", "org.slf4j."),
)
"""Packages that are others' even where they begin like the project's own."""


class Sources:
    """The Java files of a tree, looked for once and shared by all functions."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._roots: dict[str, list[str]] = {}
        self._heirs: dict[str, dict[str, list[str]]] = {}

    def leads_to(self, module: Module) -> Iterator[str]:
        """The files that a file may need, each once."""
        yield from dict.fromkeys(self._every(module))

    def path(self, module: Module, name: str) -> str | None:
        """The file of a class by its full name; of an inner class, the outer one's."""
        if name.startswith("java"):
            return None
        parts = name.split(".")
        roots = self._of(module) if _own(module, name) else [root_of(module)]
        for length in (len(parts), len(parts) - 1):
            for root in roots:
                path = _joined(root, "/".join(parts[:length]) + ".java")
                if length and self._tree.exists(path):
                    return path
        return None

    def missing(self, module: Module, step: Import) -> bool:
        """Should the project have this, and does not: made by a build, or in another language?"""
        name = step.module
        wild = any(one == "*" for one, _ in step.bindings)
        if wild or self.path(module, name) is not None:
            return False
        folder = folder_of(name.replace(".", "/"))
        there = any(self._tree.exists(_joined(root, folder)) for root in [root_of(module)])
        return there or _own(module, name)

    def _every(self, module: Module) -> Iterator[str]:
        packages = [module.package]
        for step in module.imports:
            found = self.path(module, step.module)
            if found is not None:
                yield found
            if any(name == "*" for name, _ in step.bindings):
                packages.append(step.module)
        for package in packages:
            yield from self._mentioned(module, package)
        for name in sorted(module.abstract):
            for root in self._of(module):
                yield from self._index(root).get(name, ())

    def _mentioned(self, module: Module, package: str) -> Iterator[str]:
        """Types of a package that the file names."""
        if package.startswith(LIBRARIES) and not module.package.startswith(package):
            return
        wanted = set(module.mentions)
        if package == module.package:
            wanted -= {step.module.rpartition(".")[2] for step in module.imports}
            found = list(self._in(root_of(module), package, wanted))
            yield from found
            wanted -= {path.rpartition("/")[2].removesuffix(".java") for path in found}
            wanted = {name for name in wanted - LANG if not name.isupper()}
        for root in self._of(module) if wanted else ():
            yield from self._in(root, package, wanted)

    def _in(self, root: str, package: str, names: set[str]) -> Iterator[str]:
        """The files of a package of one source root, of these names."""
        folder = _joined(root, package.replace(".", "/"))
        there = set(self._tree.children(folder))
        yield from (
            _joined(folder, f"{name}.java") for name in sorted(names) if f"{name}.java" in there
        )

    def _of(self, module: Module) -> list[str]:
        """The file's own source root, then the others of its project."""
        own = root_of(module)
        if own not in self._roots:
            top = self._top(own)
            others = [one for one in self._below(top) if one != own] if top is not None else []
            self._roots[own] = [own, *others]
        return self._roots[own]

    def _top(self, folder: str) -> str | None:
        """The topmost folder above that a build's file stands in."""
        found = None
        while folder:
            folder = folder_of(folder)
            if any(self._tree.exists(_joined(folder, one)) for one in _BUILDS):
                found = folder
        return found

    def _below(self, top: str) -> Iterator[str]:
        """The source roots below a folder."""
        pending, seen = [(top, 0)], 0
        while pending and seen < MAX_FOLDERS:
            folder, depth = pending.pop(0)
            seen += 1
            if folder.endswith("src/main"):
                if self._tree.exists(_joined(folder, "java")):
                    yield _joined(folder, "java")
                continue
            inner = self._tree.children(folder) if depth < MAX_DEPTH else []
            kept = [name for name in inner if name not in _NEVER and "." not in name]
            pending.extend((_joined(folder, name), depth + 1) for name in kept)

    def _index(self, root: str) -> dict[str, list[str]]:
        """For each type, the files that extend or implement it."""
        found = self._heirs.get(root)
        if found is None:
            found = self._heirs[root] = {}
            for path in self._files(root):
                for clause in _HEIR.findall(self._text(path)):
                    for name in _NAME.findall(clause):
                        found.setdefault(name, []).append(path)
        return found

    def _files(self, root: str) -> Iterator[str]:
        pending, seen = [root], 0
        while pending and seen < MAX_FILES:
            folder = pending.pop(0)
            for name in self._tree.children(folder):
                path = _joined(folder, name)
                if name.endswith(".java"):
                    seen += 1
                    yield path
                elif "." not in name and name not in _NEVER:
                    pending.append(path)

    def _text(self, path: str) -> str:
        try:
            return self._tree.read(path).text
        except ReadProblem:
            return ""  # whoever follows the file says so


def root_of(module: Module) -> str:
    """The folder in which a file's packages begin."""
    folder = folder_of(module.path)
    inner = module.package.replace(".", "/")
    if inner and (folder == inner or folder.endswith("/" + inner)):
        return folder[: len(folder) - len(inner)].rstrip("/")
    return folder


def _own(module: Module, name: str) -> bool:
    """Does a full name begin like those of the project's own packages?"""
    if name.startswith(LIBRARIES):
        return False
    own = module.package.split(".")[:2]
    return name.split(".")[: len(own)] == own and "." in name


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder and path else folder or path
