"""Which files a JavaScript or TypeScript import may mean."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.tree import folder_of, joined

_SUFFIXES = (".ts", ".tsx", ".js", ".mjs", ".cjs", ".mts", ".cts", ".jsx")
_WRITTEN = {".js": (".ts", ".tsx", ".jsx"), ".mjs": (".mts",), ".cjs": (".cts",)}


def candidates(importer: str, name: str) -> Iterator[str]:
    """The paths, best first; only relative names are the project's."""
    if not name.startswith(("./", "../")) and name not in {".", ".."}:
        return
    stem = joined(folder_of(importer), name)
    if stem is None:
        return
    if "." in stem.rpartition("/")[2]:
        yield stem
    bare, dot, suffix = stem.rpartition(".")
    yield from (bare + other for other in _WRITTEN.get(dot + suffix, ()))
    yield from (stem + suffix for suffix in _SUFFIXES)
    yield stem + ".json"
    yield from (f"{stem}/index{suffix}".lstrip("/") for suffix in _SUFFIXES)
