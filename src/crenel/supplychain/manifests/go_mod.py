"""``go.mod`` (Go Modules Reference, "go.mod files"), with the hashes of ``go.sum`` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from crenel.code.tree import Tree, folder_of
from crenel.errors import ReadProblem
from crenel.pattern import Pattern
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.GO
LOCK = True
_BLOCK = Pattern(r"(require|replace|exclude|retract|tool|ignore)\s*\(")
_REQUIRE = Pattern(r'"?([^\s"]+)"?\s+(v[^\s/]+)')
_REPLACE = Pattern(r'"?([^\s"]+)"?(?:\s+(v\S+))?\s*=>\s*"?([^\s"]+)"?(?:\s+(v\S+))?')
_GO = Pattern(r"^go (\d+)\.(\d+)", re.MULTILINE)
_PRUNED = (1, 17)
_MODULE = Pattern(r"^module\s+\"?([^\s\"]+)", re.MULTILINE)


def names(name: str) -> bool:
    """``go.mod``."""
    return name == "go.mod"


def _tells_all(text: str) -> bool:
    """From Go 1.17 on every module of the build stands in it (go.dev/ref/mod, go directive)."""
    found = _GO.search(text)
    return found is not None and (int(found[1]), int(found[2])) >= _PRUNED


def read(tree: Tree, path: str) -> Manifest:
    """Every module that is required, replacements followed. Raises ReadProblem."""
    source = tree.read(path)
    module = _MODULE.search(source.text)
    if module is None:
        raise ReadProblem("it names no module", "Is it a go.mod file?")
    found: list[Dependency] = []
    replaced: dict[str, tuple[str, str]] = {}
    for number, verb, rest, indirect in _directives(source.text):
        if verb == "require":
            found.append(_required(rest, path, number, direct=not indirect))
        elif verb == "replace" and (change := _REPLACE.fullmatch(rest)):
            replaced[change[1]] = (change[3], change[4] or "")
    sums = _sums(tree, folder_of(path))
    return Manifest(
        path=path,
        format="go_mod",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(_final(one, replaced, sums) for one in found),
        name=module[1],
        whole=_tells_all(source.text),
    )


def _directives(text: str) -> Iterator[tuple[int, str, str, bool]]:
    """Line, verb, what it says, and whether it is marked as indirect."""
    block = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line, _, comment = raw.partition("//")
        line = line.strip()
        opened = _BLOCK.fullmatch(line)
        if opened is not None:
            block = opened[1]
        elif line == ")":
            block = ""
        elif line:
            verb, _, rest = (block, "", line) if block else line.partition(" ")
            yield number, verb, rest.strip(), comment.strip().startswith("indirect")


def _required(rest: str, path: str, number: int, *, direct: bool) -> Dependency:
    found = _REQUIRE.fullmatch(rest)
    if found is None:
        message = f"{rest[:100]!r} is no module with a version"
        raise ReadProblem(message, "Correct go.mod", line=number)
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=found[1],
        version=found[2],
        presence=Presence.LOCKED,
        direct=direct,
        file=path,
        line=number,
    )


def _final(
    one: Dependency, replaced: dict[str, tuple[str, str]], sums: dict[tuple[str, str], str]
) -> Dependency:
    name, version = replaced.get(one.name, (one.name, one.version or ""))
    if name.startswith((".", "/")):
        return msgspec.structs.replace(one, version=None, origin=name)
    digest = sums.get((name, version))
    hashes = (digest,) if digest else ()
    return msgspec.structs.replace(one, name=name, version=version or None, hashes=hashes)


def _sums(tree: Tree, folder: str) -> dict[tuple[str, str], str]:
    path = f"{folder}/go.sum" if folder else "go.sum"
    try:
        lines = tree.read(path).text.splitlines() if tree.exists(path) else []
    except ReadProblem:
        return {}  # without hashes the modules still stand; their absence is told as such
    parts = (line.split() for line in lines)
    return {(one[0], one[1]): one[2] for one in parts if len(one) == 3}  # noqa: PLR2004 - its form
