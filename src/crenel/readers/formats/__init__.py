"""The formats that are read, one file each; a new file in this folder is found by itself.

A file holds ``FORMAT``, an instance of a subclass of ``Format`` (see format.py).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from crenel.readers.formats.format import Claim, File, Format


@cache
def formats() -> tuple[Format, ...]:
    """Every format, in the order in which they are read."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = (getattr(module, "FORMAT", None) for module in modules)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))


__all__ = ["Claim", "File", "Format", "formats"]
