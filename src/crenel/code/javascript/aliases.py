"""Bare names that mean files of the project: workspaces, TypeScript's paths, ``#imports``, links.

Sources: TypeScript handbook, "Module Resolution" (``baseUrl``, ``paths``, ``extends``); the Node.js
documentation, "Packages" (``imports``, ``exports``); npm documentation, "Workspaces"; pnpm
documentation, "pnpm-workspace.yaml".
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Any

from crenel.code.json_file import object_in
from crenel.code.tree import folder_of, joined
from crenel.errors import ReadProblem
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.code.tree import Tree

MAX_PACKAGES = 2_000
"""Folders that one workspace is asked for packages in."""
_MAX_EXTENDS = 8
_MAX_NESTED = 6
_CONFIGS = ("tsconfig.json", "jsconfig.json")
_LINKS = ("file:", "link:", "portal:")
_CONDITIONS = ("node", "import", "require", "default", "module")
_ENTRIES = ("source", "module", "main")
_MEMBER = Pattern(r"^\s*-\s*['\"]?([^'\"#\s]+)", 8)  # re.MULTILINE


class Aliases:
    """What the configuration of one project makes of bare names; each file is read once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._objects: dict[str, dict[str, Any]] = {}
        self._members: dict[str, dict[str, str]] = {}

    def stems(self, importer: str, name: str) -> Iterator[str]:
        """Paths without their suffix that a bare name may mean, best first."""
        folders = list(_upwards(folder_of(importer)))
        if name.startswith("#"):
            yield from self._own_imports(folders, name)
        yield from self._paths(folders, name)
        yield from self._workspaces(folders, name)

    def _object(self, folder: str, name: str) -> dict[str, Any]:
        path = f"{folder}/{name}".lstrip("/")
        if path not in self._objects:
            self._objects[path] = object_in(self._tree, path)
        return self._objects[path]

    # -- TypeScript's paths ----------------------------------------------------------------

    def _paths(self, folders: list[str], name: str) -> Iterator[str]:
        for folder in folders:
            for config in _CONFIGS:
                if self._tree.exists(f"{folder}/{config}".lstrip("/")):
                    yield from self._configured(folder, config, name)
                    return

    def _configured(self, folder: str, config: str, name: str) -> Iterator[str]:
        """By ``paths``, whose longest pattern counts, then by ``baseUrl``."""
        for place, options in self._extended(folder, config):
            base = options.get("baseUrl")
            start = joined(place, base) if isinstance(base, str) else place
            paths = options.get("paths")
            if isinstance(paths, dict) and start is not None:
                for target in _mapped(paths, name):
                    yield from filter(None, [joined(start, target)])
                if not isinstance(base, str):
                    return
            if isinstance(base, str) and start is not None:
                yield from filter(None, [joined(start, name)])

    def _extended(self, folder: str, config: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The compiler options of a file and of those that it extends, each with its folder."""
        pending = [(folder, config)]
        for _ in range(_MAX_EXTENDS):
            if not pending:
                return
            place, name = pending.pop(0)
            found = self._object(place, name)
            options = found.get("compilerOptions")
            yield place, options if isinstance(options, dict) else {}
            above = found.get("extends")
            for one in above if isinstance(above, list) else [above]:
                path = joined(place, one) if isinstance(one, str) and one[:1] == "." else None
                if path is not None:
                    file = path if path.endswith(".json") else f"{path}.json"
                    pending.append((folder_of(file), file.rpartition("/")[2]))

    # -- packages of the project itself ------------------------------------------------------

    def _own_imports(self, folders: list[str], name: str) -> Iterator[str]:
        for folder in folders:
            imports = self._object(folder, "package.json").get("imports")
            if isinstance(imports, dict):
                targets = {key: list(_conditional(one)) for key, one in imports.items()}
                places = (joined(folder, target) for target in _mapped(targets, name))
                yield from filter(None, places)
                return

    def _workspaces(self, folders: list[str], name: str) -> Iterator[str]:
        package = package_of(name)
        rest = name[len(package) + 1 :]
        for folder in folders:
            place = self._linked(folder, package) or self._members_of(folder).get(package)
            if place is not None:
                yield from self._inside(place, rest)
                return

    def _linked(self, folder: str, package: str) -> str | None:
        """``"shared": "file:../shared"``."""
        wanted = _dependencies(self._object(folder, "package.json")).get(package)
        mark = next((one for one in _LINKS if str(wanted).startswith(one)), None)
        return joined(folder, str(wanted).removeprefix(mark)) if mark else None

    def _members_of(self, folder: str) -> dict[str, str]:
        """Package -> folder, for the workspace whose root a folder is."""
        if folder not in self._members:
            found: dict[str, str] = {}
            for place in self._member_folders(folder):
                name = self._object(place, "package.json").get("name")
                if isinstance(name, str):
                    found.setdefault(name, place)
            self._members[folder] = found
        return self._members[folder]

    def _member_folders(self, folder: str) -> Iterator[str]:
        listed = self._object(folder, "package.json").get("workspaces")
        if isinstance(listed, dict):
            listed = listed.get("packages")
        patterns = [*(_texts(listed) if isinstance(listed, list) else ()), *self._of_pnpm(folder)]
        asked = 0
        for pattern in patterns:
            for place in self._matching(folder, pattern.strip("/").removeprefix("./").split("/")):
                asked += 1
                if asked > MAX_PACKAGES:
                    return
                yield place

    def _of_pnpm(self, folder: str) -> list[str]:
        path = f"{folder}/pnpm-workspace.yaml".lstrip("/")
        if not self._tree.exists(path):
            return []
        try:
            _, _, listed = self._tree.read(path).text.partition("packages:")
        except ReadProblem:
            return []
        return [one for one in _MEMBER.findall(listed) if not one.startswith("!")]

    def _matching(self, folder: str, pattern: list[str], depth: int = 0) -> Iterator[str]:
        """The folders of a pattern like ``packages/*`` or ``libs/**``."""
        if not pattern or depth > _MAX_NESTED:
            yield folder
            return
        first, *rest = pattern
        if first == "**":
            yield from self._matching(folder, rest, depth + 1)
        names = self._tree.children(folder) if "*" in first else [first]
        for name in names:
            place = f"{folder}/{name}".lstrip("/")
            if fnmatchcase(name, first) and name[:1] != "." and name != "node_modules":
                onward = pattern if first == "**" else rest
                yield from self._matching(place, onward, depth + 1)

    def _inside(self, place: str, rest: str) -> Iterator[str]:
        """The file of a package that a path below it means; without one, where it is entered."""
        manifest = self._object(place, "package.json")
        below = partial(joined, place)
        exports = manifest.get("exports")
        table = exports if isinstance(exports, dict) and _is_table(exports) else {".": exports}
        targets = {key: list(_conditional(one)) for key, one in table.items()}
        entry = [*_mapped(targets, f"./{rest}" if rest else ".")]
        if not rest:
            entry += [one for key in _ENTRIES if isinstance(one := manifest.get(key), str)]
        names = [rest, f"src/{rest}"] if rest else ["src/index", "index", "lib/index"]
        yield from filter(None, map(below, [*entry, *names]))


def package_of(name: str) -> str:
    """``@scope/name/sub`` -> ``@scope/name``; ``name/sub`` -> ``name``."""
    return "/".join(name.split("/")[: 2 if name.startswith("@") else 1])


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those that it is in, up to the root."""
    while folder:
        yield folder
        folder = folder_of(folder)
    yield ""


def _dependencies(manifest: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        listed = manifest.get(key)
        found.update(listed if isinstance(listed, dict) else {})
    return found


def _is_table(exports: dict[str, Any]) -> bool:
    """Keys that are paths, not conditions."""
    return all(key.startswith(".") for key in exports)


def _conditional(target: object, depth: int = 0) -> Iterator[str]:
    """The paths of a target that may depend on conditions."""
    if isinstance(target, str):
        yield target
    elif isinstance(target, list) and depth < _MAX_NESTED:
        for one in target:
            yield from _conditional(one, depth + 1)
    elif isinstance(target, dict) and depth < _MAX_NESTED:
        for key in _CONDITIONS:
            yield from _conditional(target.get(key), depth + 1)


def _mapped(table: dict[str, Any], name: str) -> Iterator[str]:
    """What a table of patterns with one ``*`` makes of a name; the longest pattern counts."""
    if name in table and "*" not in name:
        yield from _texts(table[name])
        return
    fitting = [key for key in table if _fits(key, name)]
    for key in sorted(fitting, key=lambda one: -len(one.partition("*")[0]))[:1]:
        head, _, tail = key.partition("*")
        hole = name[len(head) : len(name) - len(tail)]
        yield from (target.replace("*", hole, 1) for target in _texts(table[key]))


def _fits(key: str, name: str) -> bool:
    head, star, tail = key.partition("*")
    long_enough = len(name) >= len(head) + len(tail)
    return bool(star) and long_enough and name.startswith(head) and name.endswith(tail)


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
