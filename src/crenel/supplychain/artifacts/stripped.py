"""Python libraries whose metadata somebody removed: told as such, and not lost.

Packers delete ``*.dist-info`` to save room. What is left is a package folder: of a library that a
manifest asks for it says so by its name, of a well-known one by its name and by more than that (a
version in its source, or several modules). The version is what its source says, where it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crenel.errors import ReadProblem
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.reach.names import module_names, well_known

_PACKAGE = re.compile(
    r"(?P<site>(?:python/(?:lib/python3\.\d+/site-packages/)?)?)"
    r"(?P<module>[A-Za-z_]\w*)(?:/__init__)?\.py"
)
_VERSION = re.compile(
    r"""^(?:__version__|VERSION|version)\s*(?::\s*\w+\s*)?=\s*["'](\d[\w.+!-]*)["']""", re.MULTILINE
)
_VERSIONED = ("__init__", "_version", "version", "__version__", "__about__")
_SEVERAL = 4
"""Modules from which a folder of a well-known name is taken for the library."""
_NATIVE = (".so", ".pyd")


def stripped(
    files: Files, found: Iterable[Dependency], asked: Iterable[str] = ()
) -> Iterator[Dependency]:
    """Libraries without metadata; ``asked`` are the distributions that manifests name."""
    told = {module for one in found for module in one.modules}
    wanted = {module: name for name in asked for module in module_names(name)}
    for path in files.sizes:
        match = _PACKAGE.fullmatch(path)
        if match is None or match["module"] in told:
            continue
        module = match["module"]
        name = wanted.get(module) or well_known(module)
        if name is None:
            continue
        inside = _inside(files, path, match["site"] + module)
        version = _version(files, path)
        modules = sum(1 for one in inside if one.endswith(".py"))
        if module in wanted or version or (path.endswith("/__init__.py") and modules >= _SEVERAL):
            yield _sighting(files, path, name, version, inside)


def _sighting(
    files: Files, path: str, name: str, version: str | None, inside: list[str]
) -> Dependency:
    module = path.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")[2]
    return Dependency(
        ecosystem=Ecosystem.PYPI,
        name=name,
        version=version,
        presence=Presence.INSTALLED,
        file=files.at(path),
        modules=(module,),
        native=any(one.endswith(_NATIVE) for one in inside),
        size=sum(files.sizes[one] for one in inside),
        stripped=True,
    )


def _inside(files: Files, path: str, stem: str) -> list[str]:
    if not path.endswith("/__init__.py"):
        return [path]
    return [one for one in files.sizes if one.startswith(f"{stem}/")]


def _version(files: Files, path: str) -> str | None:
    """The version that a library's own source writes down."""
    folder = path.rpartition("/")[0]
    package = path.endswith("/__init__.py")
    places = [f"{folder}/{one}.py" for one in _VERSIONED] if package else [path]
    for place in places:
        if place not in files.sizes:
            continue
        try:
            match = _VERSION.search(files.read(place).decode("utf-8", "replace"))
        except ReadProblem:
            continue  # its size is told where it matters: when it is read for what it imports
        if match is not None:
            return match[1]
    return None
