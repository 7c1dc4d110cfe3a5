"""Where the package main of a Go function stands.

The folder itself, where it is a program; else by name: that of the handler (``bin/hello``), of the
archive, or of the folder of what a build makes, looked for among the usual places (``cmd/hello``),
in the lines of a Makefile that build, and at last the only program below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.code.locate import Found, Located, NotFound, NotFoundKind, files_below
from crenel.code.tree import Tree, folder_of, joined
from crenel.errors import ReadProblem
from crenel.pattern import Pattern

_ENDS = ("function", "lambda", "handler", "func")
_LAMBDA = '"github.com/aws/aws-lambda-go/lambda"'
MAX_PROGRAMS = 400
"""Go files that are looked into for a main, at most."""
_PLACES = (
    *("{0}", "cmd/{0}", "functions/{0}", "function/{0}", "lambda/{0}", "lambdas/{0}", "src/{0}"),
    *("cmd/lambda/{0}", "cmd/functions/{0}", "src/handlers/{0}", "handlers/{0}", "internal/{0}"),
    *("src/functions/{0}", "services/{0}", "app/{0}", "src/cmd/{0}"),
)
_BUILT = frozenset({"bin", "build", "dist", "out", ".bin", "target", ".build", "artifacts", "tmp"})
_GENERAL = frozenset({"bootstrap", "main", "handler", "function", "lambda"})
_MAIN = Pattern(r"^func\s+main\s*\(", re.MULTILINE)
_PROGRAM = Pattern(r"^package\s+main\b", re.MULTILINE)
_TEST = "_test.go"
_BUILDS = Pattern(r"^.*?\bgo\s+build\b(.*)$", re.MULTILINE)
_CHANGED = Pattern(r"\bcd\s+([\w./-]+)")
_OUTPUT = Pattern(r"-o[ =]?\s*(\S+)")
_TARGET = Pattern(r"(?:^|\s)(\.{0,2}/?[\w./-]+)\s*(?:&&.*|;.*)?$")


def locate(tree: Tree, place: str, handler: str, called: tuple[str, ...] = ()) -> Located:
    """The file with ``func main`` of a function; ``called``: its own names."""
    programs = Programs(tree)
    for folder in _folders(tree, place):
        for path in _candidates(programs, place, folder, handler, called):
            return Found(path, "main", folder)
    if not any(path.endswith(".go") for path in _some(tree, place)):
        return NotFound(NotFoundKind.COMPILED_RUNTIME, "what it runs is a program that is not read")
    reason = f"which program below {place or '.'} the handler {handler} is cannot be told"
    return NotFound(NotFoundKind.UNRESOLVED_HANDLER, reason)


class Programs:
    """The Go programs of a tree: files that have a main."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._looked = 0

    def of(self, folder: str | None) -> str | None:
        """The file with main in a folder, where exactly one is there; or the file itself."""
        if folder is None:
            return None
        if folder.endswith(".go"):
            return folder if self.tree.exists(folder) and self._is_program(folder) else None
        names = [one for one in self.tree.children(folder) if one.endswith(".go")]
        paths = [f"{folder}/{one}".lstrip("/") for one in names if not one.endswith(_TEST)]
        found = [path for path in paths if self._is_program(path)]
        return found[0] if len(found) == 1 else None

    def below(self, folder: str) -> list[str]:
        """Every program below a folder."""
        paths = [one for one in files_below(self.tree, folder) if one.endswith(".go")]
        return [one for one in paths if not one.endswith(_TEST) and self._is_program(one)]

    def _is_program(self, path: str) -> bool:
        self._looked += 1
        if self._looked > MAX_PROGRAMS:
            return False
        text = self.text(path)
        return _PROGRAM.search(text) is not None and _MAIN.search(text) is not None

    def text(self, path: str) -> str:
        """A file's text; empty where there is none that can be read."""
        try:
            return self.tree.read(path).text if self.tree.exists(path) else ""
        except ReadProblem:
            return ""


def _folders(tree: Tree, place: str) -> Iterator[str]:
    """The folder itself; for what a build makes, the project around it."""
    parts = place.split("/") if place else []
    built = next((at for at, part in enumerate(parts) if part in _BUILT), None)
    archive = "." in place.rpartition("/")[2] and not tree.children(place)
    if built is None and not archive:
        yield place
        return
    top = "/".join(parts[:built]) if built is not None else folder_of(place)
    yield top
    if top:
        yield folder_of(top)


def _candidates(
    programs: Programs, place: str, folder: str, handler: str, called: tuple[str, ...]
) -> Iterator[str]:
    """The programs that may be meant, best first."""
    tried = [joined(folder, handler)]  # a plugin's handler: the source itself
    tried.extend([folder] if place == folder else [])
    names = list(dict.fromkeys(_names(place, folder, handler)))
    for name in names:
        tried.extend(joined(folder, path) for path in _built_as(programs, folder, name))
        for pattern in _PLACES:
            usual = joined(folder, pattern.format(name))
            tried.extend((usual, f"{usual}.go") if usual is not None else ())
    yield from filter(None, map(programs.of, tried))
    yield from _only(programs, folder, names, called)


def _only(
    programs: Programs, folder: str, names: list[str], called: tuple[str, ...]
) -> Iterator[str]:
    """The only program below of one of these names; the only one; the only one for Lambda."""
    every = programs.below(folder)
    named = [one for one in every if set(names) & set(one.removesuffix(".go").split("/"))]
    started = [one for one in every if _LAMBDA in programs.text(one)]
    own = {_plain(one) for one in called}
    likewise = [one for one in every if _plain(folder_of(one).rpartition("/")[2]) in own]
    for found in (named, every, started, likewise):
        if len(found) == 1:
            yield found[0]


def _names(place: str, folder: str, handler: str) -> Iterator[str]:
    """What the program may be called: the handler, the archive, the folder it is built into."""
    inside = place.removeprefix(folder).strip("/")
    for text in (handler, inside):
        parts = [one for one in text.split("/") if one]
        for part in reversed(parts):
            bare = part.rpartition(".")[0] if part.endswith((".zip", ".tar.gz")) else part
            if bare not in _GENERAL and bare not in _BUILT and not bare.startswith("."):
                yield bare


def _built(programs: Programs, folder: str) -> Iterator[tuple[str, str]]:
    """What the lines of a Makefile, or a script, build: the name and the folder or file."""
    for name in ("Makefile", "build.sh", "package.json", "scripts/build.sh"):
        for line in _BUILDS.finditer(programs.text(f"{folder}/{name}".lstrip("/"))):
            arguments = line.group(1).strip().rstrip('",')
            output, target = _OUTPUT.search(arguments), _TARGET.search(arguments)
            changed = _CHANGED.search(line.group(0))
            path = target.group(1) if target is not None else "."
            if output is not None and path == output.group(1):
                path = "."
            made = output.group(1).rstrip("/").split("/") if output is not None else [""]
            inner = f"{changed.group(1)}/{path}" if changed is not None else path
            for one in made[-2:]:
                yield one, inner


def _plain(name: str) -> str:
    """``GetProductsFunction`` and ``get-products`` -> ``getproducts``."""
    bare = "".join(one for one in name.lower() if one.isalnum())
    for end in _ENDS:
        bare = bare.removesuffix(end) or bare
    return bare


def _built_as(programs: Programs, folder: str, name: str) -> Iterator[str]:
    """What is built under this name, or from a folder or file of this name."""
    for made, path in _built(programs, folder):
        if name in (made, folder_of(path).rpartition("/")[2], path.rpartition("/")[2]):
            yield path


def _some(tree: Tree, place: str) -> Iterator[str]:
    for folder in _folders(tree, place):
        yield from files_below(tree, folder)
