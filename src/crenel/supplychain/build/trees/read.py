"""The tree of a function's packages, where its lock file is not one of npm's own."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from crenel.code.tree import folder_of
from crenel.readers.root import Root
from crenel.supplychain.build import trees
from crenel.supplychain.build.locked import Locked
from crenel.supplychain.build.trees.asked import asked, nearest
from crenel.supplychain.build.trees.project import package_lock


def tree_of(lock: Locked, root: Root, folder: str, *, tools: bool) -> dict[str, Any] | None:
    """Npm's lock file for a code folder; None where the lock file is npm's. Raises Refused."""
    reader = _reader(lock.manifest.format)
    if reader is None:
        return None
    file = lock.manifest.path
    project = asked(root, nearest(root, folder, folder_of(file)))
    return package_lock(reader.graph(root, file, project, tools=tools))


@cache
def _reader(format_: str) -> ModuleType | None:
    """The module of this folder with the name of a format of lock files."""
    name = f"{trees.__name__}.{format_}"
    return import_module(name) if find_spec(name) else None
