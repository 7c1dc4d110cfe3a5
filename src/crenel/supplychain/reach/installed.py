"""From what a function imports through the sources of installed Python libraries to other ones.

Module by module: a library that only a part asks for which nothing loads is not reached. What
compiled code imports cannot be seen, so not being reached here proves nothing by itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from crenel.errors import ReadProblem
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.reach.imports import loaded_literally, parsed

MAX_MODULES = 8_000
MAX_BYTES = 48 * 1024 * 1024
"""What is parsed of one artifact; beyond it nothing more is reached."""
_METADATA = (".dist-info/", ".egg-info/")

Module = tuple[str, str]
"""Its dotted name, and the file that it is."""


class Installed:
    """The Python modules that lie in an artifact, parsed when they are reached.

    ``sites`` are folders in it that hold libraries without metadata.
    """

    def __init__(self, files: Files, sites: Iterable[str] = ()) -> None:
        self._files = files
        self._roots = sorted({*_sites(files), *sites})
        self._imports: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._left = MAX_BYTES

    def reached(self, names: Iterable[tuple[str, ...]]) -> dict[str, str]:
        """Every module that imports of these names lead to, and the module that asks for it.

        The names of one import are alternatives of which all that exist are loaded.
        """
        return {name: asking for name, (_, asking) in self._reached(names).items()}

    def files_reached(self, names: Iterable[tuple[str, ...]]) -> set[str]:
        """The files of those modules."""
        return {path for path, _ in self._reached(names).values()}

    def _reached(self, names: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, str]]:
        """Name of a module -> its file, and the module that asks for it."""
        found: dict[str, tuple[str, str]] = {}
        pending = [(module, "") for dotted in names for module in self._modules(dotted)]
        while pending and len(found) < MAX_MODULES:
            (name, path), asking = pending.pop()
            if name in found:
                continue
            found[name] = (path, asking)
            for dotted in self._imported(name, path):
                pending.extend((module, name) for module in self._modules(dotted))
        return found

    def _modules(self, names: tuple[str, ...]) -> Iterator[Module]:
        """The files of some dotted names, and of the packages around them."""
        for name in names:
            parts = name.split(".")
            for length in range(1, len(parts) + 1):
                yield from self._module(parts[:length])

    def _module(self, parts: list[str]) -> Iterator[Module]:
        for root in self._roots:
            stem = "/".join([*([root] if root else []), *parts])
            for path in (f"{stem}/__init__.py", f"{stem}.py"):
                if path in self._files.sizes:
                    yield ".".join(parts), path
                    return

    def _imported(self, name: str, path: str) -> tuple[tuple[str, ...], ...]:
        if path not in self._imports:
            self._imports[path] = tuple(self._parsed(name, path))
        return self._imports[path]

    def _parsed(self, name: str, path: str) -> Iterator[tuple[str, ...]]:
        size = self._files.sizes[path]
        if size > self._left:
            return
        self._left -= size
        tree = self._tree(path)
        if tree is None:
            return  # for another version, or no Python: nothing is reached through it
        package = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name,) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = _base(node, package)
                if base is not None:
                    yield (base, *(f"{base}.{alias.name}".strip(".") for alias in node.names))
            elif isinstance(node, ast.Call):
                literal = loaded_literally(node)
                if literal is not None:
                    yield (literal,)

    def _tree(self, path: str) -> ast.Module | None:
        try:
            return parsed(self._files.read(path))
        except ReadProblem:
            return None


def _sites(files: Files) -> Iterator[str]:
    """The folders that libraries were installed into."""
    for name in files.sizes:
        for mark in _METADATA:
            before, found, _ = name.partition(mark)
            if found:
                yield before.rpartition("/")[0]


def _base(node: ast.ImportFrom, package: str) -> str | None:
    """The package that names are imported from; None where it leads out of the topmost one."""
    if not node.level:
        return node.module
    parts = package.split(".")
    if node.level > len(parts):
        return None
    return ".".join(
        [*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])]
    )
