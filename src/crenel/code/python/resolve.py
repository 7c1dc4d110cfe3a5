"""Which files a Python import may mean."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.tree import folder_of, inside


def candidates(importer: str, name: str, level: int, folder: str) -> Iterator[str]:
    """The paths, best first; absolute names are looked for from the shipped folder, and beside."""
    beside = folder_of(importer)
    if level:
        yield from _relative(beside, name, level, folder)
        return
    relative = name.replace(".", "/")
    for root in dict.fromkeys([folder, beside]):
        yield from _files(f"{root}/{relative}".strip("/"))


def _relative(beside: str, name: str, level: int, folder: str) -> Iterator[str]:
    root = beside
    for _ in range(level - 1):
        if not root:
            return
        root = folder_of(root)
    if inside(root, folder):
        relative = name.replace(".", "/")
        yield from _files(f"{root}/{relative}".strip("/")) if name else [f"{root}/__init__.py"]


def _files(stem: str) -> Iterator[str]:
    if stem:
        yield stem + ".py"
        yield stem + "/__init__.py"
