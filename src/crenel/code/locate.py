"""Where a handler's source stands, by path alone.

The order: entry points that the build is told, the exact path with the runtime's suffixes, the
``src`` folder, the root folder behind tsconfig's output folder, package.json's ``main``, and a file
name that is unique below the folder. An archive's code is looked for beside it, by its exact path
alone. Nothing above the root is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from crenel.code.json_file import object_in
from crenel.code.tree import Tree, folder_of, inside, joined, normal
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.model.source import Source

MAX_FILES = 20_000
"""A search by name gives up beyond this many files and folders."""

_SUFFIXES = {
    "python": (".py",),
    "nodejs": (".js", ".mjs", ".cjs", ".ts", ".mts", ".tsx", ".cts", ".jsx"),
}
_CLASS = Pattern(r"^(?:\w+\.)+[A-Z]\w*(?:::\w+)?$|^\w+::\w+$")
"""A class of Java's, with or without a method."""
_ARCHIVES = (".zip", ".jar", ".war", ".tar.gz", ".tgz", ".whl")
_NEVER = frozenset({"node_modules", ".git", ".venv", "venv", "__pycache__", ".aws-sam", "cdk.out"})


class NotFoundKind(Enum):
    """Why there is no source to read."""

    COMPILED_RUNTIME = "compiled-runtime"
    MISSING_FOLDER = "missing-folder"
    ARCHIVE = "archive"
    IMAGE = "image"
    UNRESOLVED_HANDLER = "unresolved-handler"


class Found(msgspec.Struct, frozen=True):
    """The handler is ``symbol`` in the file ``path``; ``folder`` is what is shipped."""

    path: str
    symbol: str
    folder: str
    text: Source | None = None
    """The source itself where it stands inline in a template."""
    language: str | None = None
    """Where the path's suffix does not tell it."""
    archive: str = ""
    """The archive that is shipped, made by what nobody reads: this code lies beside it."""
    layers: tuple[str, ...] = ()
    """The folders of layers that are shipped beside it; of several modules the last one's holds."""


class NotFound(msgspec.Struct, frozen=True):
    """No source, and why."""

    kind: NotFoundKind
    reason: str


Located = Found | NotFound


def locate(
    tree: Tree,
    folder: str,
    handler: str,
    runtime: str,
    entry_points: tuple[str, ...] = (),
    *,
    names: tuple[str, ...] = (),
) -> Located:
    """The source of ``handler`` (``app.lambda_handler``) in ``folder``, relative to the root.

    ``names``: what the function is called; of several programs it may be the one of that name.
    """
    place = normal(folder)
    if place is None:
        return NotFound(NotFoundKind.MISSING_FOLDER, f"{folder} is outside the analysed root")
    language = typed_language(handler, runtime)
    return (
        _typed(tree, place, handler, language, names)
        if language
        else _interpreted(tree, place, handler, runtime, entry_points)
    )


def _interpreted(
    tree: Tree, place: str, handler: str, runtime: str, entry_points: tuple[str, ...]
) -> Located:
    suffixes = suffixes_of(runtime)
    stem, symbol = split_handler(handler)
    settled = _beside(tree, place, stem, symbol, suffixes) or _unreadable(
        tree, place, runtime, suffixes
    )
    if settled is not None:
        return settled
    if not stem:
        return NotFound(NotFoundKind.UNRESOLVED_HANDLER, f"{handler!r} names no file")
    if tree.exists(place) and place.endswith(suffixes):
        return Found(place, symbol, folder_of(place))
    for path in _candidates(tree, place, stem, suffixes, entry_points):
        if inside(path, place) and tree.exists(path):
            return Found(path, symbol, place)
    reason = f"no file answers to the handler {handler} below {place or '.'}"
    return NotFound(NotFoundKind.UNRESOLVED_HANDLER, reason)


def typed_language(handler: str, runtime: str) -> str:
    """The language whose source is looked for by type or package; empty for others.

    On ``provided`` a handler that names a class is a Java function compiled ahead of time; another
    one may be Go, which the files tell.
    """
    custom = runtime.startswith("provided")
    if runtime.startswith("java") or (custom and _CLASS.match(handler)):
        return "java"
    return "go" if runtime.startswith(("go1", "provided")) else ""


def _typed(tree: Tree, place: str, handler: str, language: str, names: tuple[str, ...]) -> Located:
    if language == "java":
        from crenel.code.java.locate import locate as locate_java  # noqa: PLC0415 - when asked for

        return locate_java(tree, place, handler)
    from crenel.code.go.locate import locate as locate_go  # noqa: PLC0415 - when asked for

    return locate_go(tree, place, handler, names)


def inline(source: Source, handler: str, runtime: str) -> Located:
    """The source of a handler that is written in the template itself (``ZipFile``)."""
    if not suffixes_of(runtime):
        return NotFound(NotFoundKind.COMPILED_RUNTIME, f"the runtime {runtime} is not read")
    language = "python" if runtime.startswith("python") else "javascript"
    return Found(source.path, split_handler(handler)[1], "", source, language)


def image(runtime: str = "") -> NotFound:
    """The answer for a function that is shipped as a container image."""
    return NotFound(NotFoundKind.IMAGE, f"the code is in a container image {runtime}".rstrip())


def suffixes_of(runtime: str) -> tuple[str, ...]:
    """The suffixes of the files a runtime interprets; empty for compiled and unknown ones."""
    return next((ends for name, ends in _SUFFIXES.items() if runtime.startswith(name)), ())


def split_handler(handler: str) -> tuple[str, str]:
    """``src/app.main`` -> (``src/app``, ``main``); dotted packages stay as they are."""
    stem, _, symbol = handler.strip().rpartition(".")
    return stem, symbol


def _unreadable(
    tree: Tree, folder: str, runtime: str, suffixes: tuple[str, ...]
) -> NotFound | None:
    if not suffixes:
        return NotFound(NotFoundKind.COMPILED_RUNTIME, f"the runtime {runtime} is not interpreted")
    if folder.lower().endswith(_ARCHIVES):
        return NotFound(NotFoundKind.ARCHIVE, f"{folder} is an archive")
    if folder and not tree.exists(folder):
        return NotFound(NotFoundKind.MISSING_FOLDER, f"{folder} does not exist")
    return None


def _beside(
    tree: Tree, archive: str, stem: str, symbol: str, suffixes: tuple[str, ...]
) -> Found | None:
    """What an archive that a script makes is made of, where the handler's exact path says so.

    Looked for in a folder of the archive's name beside it, then in the one that it lies in.
    """
    bare = archive.lower().removesuffix(".zip")
    if bare == archive.lower() or not stem:
        return None
    for folder in (archive[: len(bare)], folder_of(archive)):
        for path in _suffixed(folder, stem, suffixes):
            if tree.exists(path):
                return Found(path, symbol, folder, archive=archive)
    return None


def _candidates(
    tree: Tree, folder: str, stem: str, suffixes: tuple[str, ...], entry_points: tuple[str, ...]
) -> Iterator[str]:
    stems = list(dict.fromkeys([stem, stem.replace(".", "/")]))
    yield from _from_entry_points(folder, stem, entry_points)
    for one in stems:
        yield from _suffixed(folder, one, suffixes)
    for one in stems:
        yield from _suffixed(folder, f"src/{one}", suffixes)
    if ".ts" in suffixes:
        yield from _from_tsconfig(tree, folder, stem, suffixes)
        yield from _from_package(tree, folder, suffixes)
    yield from _by_name(tree, folder, stems[-1], suffixes)


def _suffixed(folder: str, stem: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    path = joined(folder, stem)
    if path is not None:
        yield from (path + suffix for suffix in suffixes)


def _from_entry_points(folder: str, stem: str, entry_points: tuple[str, ...]) -> Iterator[str]:
    """The one whose name is the handler's first, then the only one."""
    name = stem.rpartition("/")[2]
    named = [one for one in entry_points if one.rpartition("/")[2].rpartition(".")[0] == name]
    for one in named or (entry_points if len(entry_points) == 1 else ()):
        path = joined(folder, one)
        if path is not None:
            yield path


def _from_tsconfig(tree: Tree, folder: str, stem: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    options = object_in(tree, joined(folder, "tsconfig.json")).get("compilerOptions")
    if not isinstance(options, dict):
        return
    out, root = normal(str(options.get("outDir", ""))), normal(str(options.get("rootDir", "")))
    if out and root is not None and stem.startswith(out + "/"):
        rest = stem.removeprefix(out + "/")
        yield from _suffixed(folder, f"{root}/{rest}", suffixes)
        yield from _suffixed(folder, f"src/{rest}", suffixes)


def _from_package(tree: Tree, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    main = object_in(tree, joined(folder, "package.json")).get("main")
    path = joined(folder, main) if isinstance(main, str) else None
    if path and path.endswith(suffixes):
        yield path
        bare = path.rpartition(".")[0]
        yield from (bare + suffix for suffix in suffixes)


def _by_name(tree: Tree, folder: str, stem: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """The only file of that name; a longer common path decides between several."""
    names = {stem.rpartition("/")[2] + suffix for suffix in suffixes}
    found = [path for path in files_below(tree, folder) if path.rpartition("/")[2] in names]
    exact = [path for path in found if path.rpartition(".")[0].endswith("/" + stem)]
    if len(exact or found) == 1:
        yield (exact or found)[0]


def files_below(tree: Tree, folder: str) -> Iterator[str]:
    """Every path below a folder, breadth first, within the budget."""
    queue = [folder]
    for seen, place in enumerate(queue):
        if seen > MAX_FILES:
            return
        for name in sorted(tree.children(place)):
            path = f"{place}/{name}" if place else name
            if name not in _NEVER and len(queue) <= MAX_FILES:
                yield path
                queue.append(path)
