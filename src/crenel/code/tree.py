"""The seam to the files: this room reads nothing by itself."""

from __future__ import annotations

from typing import Protocol

from crenel.model.source import Source


class Tree(Protocol):
    """The files of an application; every path is relative to its root, with ``/``."""

    def exists(self, path: str) -> bool:
        """Whether there is a regular file or a folder (``""`` is the root)."""

    def read(self, path: str) -> Source:
        """The text of a file; raises ReadProblem where it cannot be had."""

    def children(self, folder: str) -> list[str]:
        """The names (not paths) in a folder; empty where it is none."""


def normal(path: str) -> str | None:
    """``a/./b/../c`` -> ``a/c``; None where it would leave the root."""
    parts: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def joined(folder: str, path: str) -> str | None:
    """``path`` seen from ``folder``; None where it would leave the root."""
    return normal(f"{folder}/{path}")


def folder_of(path: str) -> str:
    """The folder a file stands in; empty for the root."""
    return path.rpartition("/")[0]


def inside(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or below it."""
    return not folder or path == folder or path.startswith(folder + "/")
