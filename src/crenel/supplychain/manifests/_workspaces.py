"""The packages of a project's own: which folders a workspace holds, and by which names."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.readers.text.parse import parse
from crenel.supplychain.manifests._nodes import child, items
from crenel.supplychain.manifests._places import json_object, listing, mapping, text

LOCAL = ("workspace:", "link:", "portal:", "file:")
"""How what lies in the project is asked for."""
ARCHIVES = (".tgz", ".tar.gz")
PROJECT = "package.json"
_PNPM = "pnpm-workspace.yaml"
_SKIPPED = ("node_modules", "cdk.out")
MAX_FOLDERS = 5_000
"""A workspace is not looked for in more."""


class Workspaces:
    """The packages below a folder that its ``package.json`` or pnpm's file names."""

    def __init__(self, tree: Tree, top: str) -> None:
        self._tree = tree
        self._top = top

    def named(self, name: str) -> str | None:
        """The folder of the package with a name."""
        return self._folders.get(name)

    @cached_property
    def _folders(self) -> dict[str, str]:
        found = {}
        for folder in self._matching():
            path = _path(folder, PROJECT)
            if self._tree.exists(path):
                found[text(self._object(path).get("name"))] = folder
        return found

    def _object(self, path: str) -> dict[str, object]:
        """What cannot be read is told where it is read for itself."""
        try:
            return json_object(self._tree.read(path))
        except ReadProblem:
            return {}

    def _patterns(self) -> list[str]:
        project, pnpm = _path(self._top, PROJECT), _path(self._top, _PNPM)
        told = self._object(project).get("workspaces") if self._tree.exists(project) else None
        listed = mapping(told).get("packages") if isinstance(told, dict) else told
        patterns = [text(one) for one in listing(listed)]
        if self._tree.exists(pnpm):
            documents = parse(self._tree.read(pnpm).text)
            patterns += items(child(documents[0].root, "packages")) if documents else []
        return [one.removeprefix("./").strip("/") for one in patterns]

    def _matching(self) -> list[str]:
        patterns = self._patterns()
        without = {
            folder
            for one in patterns
            if one.startswith("!")
            for folder in self._expanded(one.removeprefix("!"))
        }
        found = (folder for one in patterns if one[:1] != "!" for folder in self._expanded(one))
        return [folder for folder in dict.fromkeys(found) if folder not in without]

    def _expanded(self, pattern: str) -> list[str]:
        here = [self._top]
        for part in pattern.split("/"):
            if part == "**":
                here = [*here, *self._all_below(here)]
            else:
                below = (one for place in here for one in self._below(place))
                here = [one for one in below if fnmatchcase(one.rpartition("/")[2], part)]
        return here

    def _all_below(self, places: list[str]) -> list[str]:
        found: list[str] = []
        pending = list(places)
        while pending and len(found) < MAX_FOLDERS:
            inner = list(self._below(pending.pop()))
            found += inner
            pending += inner
        return found

    def _below(self, place: str) -> Iterator[str]:
        for name in self._tree.children(place):
            path = _path(place, name)
            if name not in _SKIPPED and not name.startswith(".") and self._tree.children(path):
                yield path


def is_local(wanted: str) -> bool:
    """Does a ``package.json`` ask for a folder of the project's own so?"""
    return wanted.startswith(LOCAL) and not wanted.endswith(ARCHIVES)


def _path(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
