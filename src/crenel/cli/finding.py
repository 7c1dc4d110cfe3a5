"""crenel's own modules are found where their names say, not by asking each folder for every suffix.

A verb loads some six hundred small modules. Python's finder lists a folder, tries five suffixes and
asks again for the file; here one question is asked. What does not lie there (in an archive, in a
program that was frozen) is left to Python's own finder.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

_OURS = "crenel."


class Finder:
    """Finds modules and packages below this one."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module lies; None for what is not ours, or not there."""
        if not path or not name.startswith(_OURS):
            return None
        place = os.path.join(path[0], name.rpartition(".")[2])  # noqa: PTH118 - six hundred times
        file = f"{place}.py"
        inside = None
        if not _is_there(file):
            file, inside = os.path.join(place, "__init__.py"), [place]  # noqa: PTH118
            if not _is_there(file):
                return None
        loader = SourceFileLoader(name, file)
        spec = ModuleSpec(name, loader, origin=file, is_package=inside is not None)
        spec.submodule_search_locations = inside
        spec.has_location = True
        return spec


def find_directly() -> None:
    """From here on, for this process."""
    if not any(one is Finder for one in sys.meta_path):
        sys.meta_path.insert(0, Finder)


def _is_there(file: str) -> bool:
    try:
        os.stat(file)  # noqa: PTH116
    except OSError:
        return False
    return True
