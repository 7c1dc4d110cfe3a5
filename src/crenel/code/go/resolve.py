"""Which files a Go file leads to: the rest of its package, and the packages that it imports.

A package is a folder. ``go.mod`` says under which path the folders of a module are imported, and
where others lie (``replace``). Source: Go Modules Reference; go/build, "Build constraints".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.code.syntax import Import, Module
from crenel.code.tree import Tree, folder_of, joined
from crenel.errors import ReadProblem
from crenel.pattern import Pattern

_MODULE = Pattern(r"^\s*module\s+\"?([^\s\"]+)", re.MULTILINE)
_REPLACED = Pattern(r"^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+(\.{1,2}/\S*)", re.MULTILINE)
_USED = Pattern(r"^\s*(?:use\s+)?(\.{1,2}/?[\w./-]*)\s*$", re.MULTILINE)
_MAIN = Pattern(r"^func\s+main\s*\(", re.MULTILINE)
_IGNORED = Pattern(
    r"^//(?:go:build\s+|\s*\+build\s+)(?:ignore|!linux|windows|darwin|tools)\b", re.MULTILINE
)
_SYSTEMS = ("windows", "darwin", "freebsd", "netbsd", "openbsd", "js", "wasm", "plan9", "solaris")
_LIBRARIES = (
    "github.com/aws/",
    "github.com/awslabs/",
    "github.com/aws-powertools/",
    "golang.org/",
    "google.golang.org/",
)
_INNER = 3
"""``host/owner/repository/folder`` has so many slashes."""
_HEAD = 4_000
"""Build constraints stand at the beginning of a file."""


class Sources:
    """The Go packages of a tree, looked for once and shared by all functions."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._modules: dict[str, tuple[tuple[str, str], ...]] = {}
        self._files: dict[str, list[str]] = {}

    def leads_to(self, module: Module) -> Iterator[str]:
        """The other files of the package, and all files of those it imports."""
        yield from self._beside(module)
        for step in module.imports:
            folder = self._folder(module, step.module)
            if folder is not None:
                yield from self.files(folder)

    def path(self, module: Module, name: str) -> str | None:
        """The first file of a package of the application."""
        folder = self._folder(module, name)
        return next(iter(self.files(folder)), None) if folder is not None else None

    def missing(self, module: Module, step: Import) -> bool:
        """Is it of this module, or of the same owner, and not among the files?

        Without a go.mod nothing says who the owner is: then any folder of a repository may be.
        """
        if self.path(module, step.module) is not None or step.module == "C":
            return False
        names = [name for name, _ in self._known(folder_of(module.path))]
        if not names:
            inner = step.module.count("/") >= _INNER and "." in step.module.split("/")[0]
            return inner and not step.module.startswith(_LIBRARIES)
        if any(_inside(step.module, name) for name in names):
            return True
        owners = {"/".join(name.split("/")[:2]) for name in names if "." in name.split("/")[0]}
        own = "/".join(step.module.split("/")[:2]) in owners
        return own and not step.module.startswith(_LIBRARIES)

    def files(self, folder: str) -> list[str]:
        """The files that are built for Lambda: no tests, none for other systems."""
        found = self._files.get(folder)
        if found is None:
            names = sorted(self._tree.children(folder))
            paths = [_joined(folder, one) for one in names if _is_built(one)]
            found = self._files[folder] = [one for one in paths if not self._ignored(one)]
        return found

    def _beside(self, module: Module) -> Iterator[str]:
        """Of the same package; a file with a main of its own is another program."""
        program = _MAIN.search(module.parsed.source.text) is not None
        for path in self.files(folder_of(module.path)):
            if path == module.path or (program and _MAIN.search(self._text(path))):
                continue
            yield path

    def _folder(self, module: Module, name: str) -> str | None:
        """The folder of an imported package, if it is one of the application's."""
        here = folder_of(module.path)
        known = self._known(here)
        for path, folder in known:
            if _inside(name, path):
                place = joined(folder, name.removeprefix(path).lstrip("/"))
                return place if place is not None and self.files(place) else None
        return None if known or "." not in name else self._by_end(here, name)

    def _by_end(self, here: str, name: str) -> str | None:
        """Without a go.mod: the folder around that the import's path ends with.

        What comes before must be what the folders above are called, as far as the root goes.
        """
        if name.startswith(_LIBRARIES):
            return None
        parts = name.split("/")
        while True:
            for at in range(2, len(parts)):
                place = _joined(here, "/".join(parts[at:]))
                named = not here or here.rpartition("/")[2] == parts[at - 1]
                if named and self.files(place):
                    return place
            if not here:
                return None
            here = folder_of(here)

    def _known(self, folder: str) -> tuple[tuple[str, str], ...]:
        """The modules seen from a folder: path and folder, the longest path first."""
        if folder not in self._modules:
            found = dict(self._declared(folder))
            self._modules[folder] = tuple(
                sorted(found.items(), key=lambda one: len(one[0]), reverse=True)
            )
        return self._modules[folder]

    def _declared(self, folder: str) -> Iterator[tuple[str, str]]:
        place: str | None = folder
        while place is not None:
            text = self._text(_joined(place, "go.mod"))
            found = _MODULE.search(text)
            if found is not None:
                for path, target in _REPLACED.findall(text):
                    other = joined(place, target)
                    if other is not None:
                        yield path, other
                yield found.group(1), place
                yield from self._workspace(place)
                return
            place = folder_of(place) if place else None

    def _workspace(self, folder: str) -> Iterator[tuple[str, str]]:
        """The modules that a go.work beside the module, or above it, uses."""
        place: str | None = folder
        while place is not None:
            for used in _USED.findall(self._text(_joined(place, "go.work"))):
                other = joined(place, used)
                text = self._text(_joined(other, "go.mod")) if other is not None else ""
                found = _MODULE.search(text)
                if found is not None and other is not None:
                    yield found.group(1), other
            place = folder_of(place) if place else None

    def _ignored(self, path: str) -> bool:
        return _IGNORED.search(self._text(path)[:_HEAD]) is not None

    def _text(self, path: str) -> str:
        try:
            return self._tree.read(path).text if self._tree.exists(path) else ""
        except ReadProblem:
            return ""  # whoever follows the file says so


def _is_built(name: str) -> bool:
    bare = name.removesuffix(".go")
    if bare == name or bare.endswith("_test") or name.startswith(("_", ".")):
        return False
    return not bare.endswith(tuple(f"_{one}" for one in _SYSTEMS))


def _inside(name: str, path: str) -> bool:
    return name == path or name.startswith(path + "/")


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder and path else folder or path
