"""The bad state of each control that all formats can write, a file for each family of states.

A new file in this folder is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
