"""The formats that are read, one file each; a new file in this folder is found by itself.

A file holds ``FORMAT``, an instance of a subclass of ``Format`` (see format.py).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from crenel.readers.formats.format import Claim, File, Format


@cache
def formats() -> tuple[Format, ...]:
    """Every format, in the order in which they are read."""
    stems = sorted(file.stem for file in Path(__file__).parent.glob("[!_]*.py"))
    modules = (import_module(f"{__name__}.{stem}") for stem in stems)
    found = (getattr(module, "FORMAT", None) for module in modules)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))


__all__ = ["Claim", "File", "Format", "formats"]
