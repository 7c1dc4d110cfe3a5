"""Where a Java handler's class stands: in the usual layouts, else by the end of its path.

An archive that a build makes (``target/app.jar``, ``build/distributions/app.zip``) is looked for in
the project around it. Source: Maven and Gradle, standard directory layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.locate import Found, Located, NotFound, NotFoundKind, files_below
from crenel.code.tree import Tree, folder_of, joined

_ROOTS = ("src/main/java", "app/src/main/java", "src/java", "src", "")
_BUILT = frozenset({"target", "build", "out", "dist"})
_OTHERS = {".kt": "Kotlin", ".scala": "Scala", ".groovy": "Groovy", ".clj": "Clojure"}
_LIBRARIES = ("org.springframework.", "io.micronaut.", "io.quarkus.", "com.amazonaws.serverless.")


class Everywhere:
    """All classes of a tree, by the end of their paths: for code that is taken from a bucket."""

    def __init__(self, tree: Tree) -> None:
        self._paths: dict[str, list[str]] = {}
        for path in files_below(tree, ""):
            if path.endswith((".java", *_OTHERS)) and "/test/" not in path:
                stem = path.rpartition(".")[0].rpartition("/")[2]
                self._paths.setdefault(stem, []).append(path)

    def locate(self, handler: str) -> Located | None:
        """The only file with the class and all of its package; None where there is none such."""
        name = handler.partition("::")[0].strip().partition("$")[0]
        stem = name.replace(".", "/")
        paths = self._paths.get(stem.rpartition("/")[2], [])
        found = [path for path in paths if f"/{path}".rpartition(".")[0].endswith(f"/{stem}")]
        if len(found) != 1 or "/" not in stem:
            return None
        return _found(found[0], handler, folder_of(found[0]))


def locate(tree: Tree, place: str, handler: str) -> Located:
    """The class of ``com.x.App::handleRequest``, in the folder or what the archive is made of."""
    name = handler.partition("::")[0].strip().partition("$")[0]
    stem = name.replace(".", "/")
    if not stem or "/" in handler:
        return NotFound(NotFoundKind.UNRESOLVED_HANDLER, f"{handler!r} names no class")
    for folder in _folders(tree, place):
        path = _in_layouts(tree, folder, stem) or _anywhere(tree, folder, stem)
        if path is not None:
            return _found(path, handler, folder)
    if name.startswith(_LIBRARIES):
        reason = f"the handler {name} is a class of a library: what it calls is chosen when it runs"
        return NotFound(NotFoundKind.UNRESOLVED_HANDLER, reason)
    reason = f"no file has the class {name} below {place or '.'}"
    return NotFound(NotFoundKind.UNRESOLVED_HANDLER, reason)


def _found(path: str, handler: str, folder: str) -> Located:
    language = next((one for end, one in _OTHERS.items() if path.endswith(end)), None)
    if language is not None:
        return NotFound(NotFoundKind.COMPILED_RUNTIME, f"the handler is written in {language}")
    return Found(path, handler.strip(), folder)


def _folders(tree: Tree, place: str) -> Iterator[str]:
    """The folder itself; for what a build makes, the project's."""
    parts = place.split("/") if place else []
    built = next((at for at, part in enumerate(parts) if part in _BUILT), None)
    if built is not None:
        yield "/".join(parts[:built])
    elif "." in place.rpartition("/")[2] or not tree.exists(place):
        yield folder_of(place)
        if folder_of(place):
            yield folder_of(folder_of(place))
    else:
        yield place


def _in_layouts(tree: Tree, folder: str, stem: str) -> str | None:
    for root in _ROOTS:
        path = joined(folder, f"{root}/{stem}.java")
        if path is not None and tree.exists(path):
            return path
    return None


def _anywhere(tree: Tree, folder: str, stem: str) -> str | None:
    """The only file below whose path ends so: in a module, or in another language."""
    ends = tuple(f"/{stem}{suffix}" for suffix in (".java", *_OTHERS))
    found = [path for path in files_below(tree, folder) if f"/{path}".endswith(ends)]
    kept = [path for path in found if "/test/" not in path]
    return kept[0] if len(kept) == 1 else None
