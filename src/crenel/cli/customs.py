"""A team's own controls join those that crenel ships, for the run of one verb.

Controls in YAML are data, and join by being named in the configuration. Python runs: a package
that is installed beside crenel joins, since who installed it has decided that; a folder that a
configuration names runs only with ``--allow-plugins``, since the configuration may be a stranger's.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.errors import DataError, UsageError

if TYPE_CHECKING:
    from crenel.controls.custom.own import Own
    from crenel.triage.customs import Customs, Folder

GROUP = "crenel.controls"
_FLAG = "--allow-plugins"


def add_plugins(parser: argparse._ArgumentGroup | argparse.ArgumentParser) -> None:
    """The flag that lets a configuration's Python run."""
    parser.add_argument(
        _FLAG, action="store_true", help="run the Python controls that the configuration names"
    )


def adopt_customs(
    folder: Path, file: Path | None = None, *, no_config: bool = False, allowed: bool = False
) -> tuple[str, ...]:
    """Adopts what judges a folder, and says what ran. Raises UsageError, DataError."""
    found = _named(folder, file, no_config=no_config)
    _ask_first(found, allowed=allowed, otherwise=", or --no-config")
    ran = [*installed(), *(one for each in found.folders for one in _in_folder(each))]
    _adopt([*_written(found), *ran])
    names = ", ".join(one.control.name for one in ran)
    return (f"controls in Python ran: {names}",) if ran else ()


def adopt_names(folder: Path, file: Path | None = None, *, no_config: bool = False) -> None:
    """Adopts the names that a folder's controls have, for verbs that judge nothing.

    No Python of the folder runs. Raises UsageError, DataError.
    """
    found = _named(folder, file, no_config=no_config)
    _adopt([*_written(found), *installed()])
    for one in found.folders:
        _adopt_stems(one)


def own_controls(folder: Path, *, allowed: bool) -> list[Own]:
    """The controls of a folder's configuration, to be tried. Raises UsageError, DataError."""
    found = _named(folder, None, no_config=False)
    _ask_first(found, allowed=allowed)
    return [*_written(found), *(one for each in found.folders for one in _in_folder(each))]


def installed() -> list[Own]:
    """The controls of packages that announce themselves as ``crenel.controls``."""
    if not any(_announces(Path(place)) for place in sys.path):
        return []
    from importlib.metadata import entry_points

    from crenel.controls.custom.plugins import in_package

    found: list[Own] = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        try:
            package = point.load()
        except Exception as error:
            what = f"the plug-in {point.name} ({point.value}) cannot be loaded: {error!r}"
            raise DataError(what, "Mend it or uninstall it") from error
        if not hasattr(package, "__path__"):
            what = f"the plug-in {point.name} ({point.value}) is no package"
            raise DataError(what, "Name the package that holds its controls")
        found.extend(in_package(package, point.value))
    return found


def _ask_first(found: Customs, *, allowed: bool, otherwise: str = "") -> None:
    refused = next(iter(found.folders), None)
    if refused is not None and not allowed:
        raise UsageError(
            f"{refused.where}: the configuration names controls in Python ({refused.shown}),"
            " which run as your own programs do",
            f"Say {_FLAG} if you trust this folder{otherwise}",
        )


def _announces(place: Path) -> bool:
    """Does a folder of packages hold a plug-in? Reading is cheaper than importing the reader."""
    if not place.is_dir():
        return False
    with os.scandir(place) as entries:
        names = [one.name for one in entries if one.name.endswith((".dist-info", ".egg-info"))]
    return any(_mentions(place / name / "entry_points.txt") for name in names)


def _mentions(file: Path) -> bool:
    try:
        return f"[{GROUP}]".encode() in file.read_bytes()
    except OSError:
        return False


def _named(folder: Path, file: Path | None, *, no_config: bool) -> Customs:
    from crenel.triage.customs import customs_of

    return customs_of(folder, file=file, no_config=no_config)


def _written(found: Customs) -> tuple[Own, ...]:
    if not found.sources:
        return ()
    from crenel.controls.custom.loading import all_customs

    return all_customs(found.sources)


def _in_folder(folder: Folder) -> Iterator[Own]:
    from crenel.controls.custom.plugins import in_folder

    return in_folder(folder.path, folder.shown)


def _adopt(found: list[Own]) -> None:
    if not found:
        return
    from crenel.controls.catalogue import adopt

    for one in found:
        try:
            adopt([one.control])
        except UsageError as problem:
            raise UsageError(f"{one.where}: {problem.what}", problem.do) from None


def _adopt_stems(folder: Folder) -> None:
    from crenel.controls.catalogue import adopt
    from crenel.controls.custom.plugins import unrun

    adopt(unrun(folder.path))
