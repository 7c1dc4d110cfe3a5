"""What every verb asks, without loading what nobody asks: start-up is most of a short run."""

from __future__ import annotations

import os
import sys

from crenel.pattern import compiled_when_asked

_WHOLE = "typing_extensions"


def load_libraries() -> None:
    """Loads argparse and msgspec, and what they bring along, with patterns left uncompiled."""
    with compiled_when_asked():
        import argparse  # noqa: F401 - this is the load

        _load_structs()


def _load_structs() -> None:
    """Loads msgspec on Python 3.11 and later without typing_extensions.

    msgspec takes three names from it where it is installed, and from ``typing``, which has them
    all since 3.11, where it is not. It brings ``inspect``, ``ast`` and ``tokenize`` along: 10 ms.
    """
    if _WHOLE in sys.modules:
        return
    sys.modules[_WHOLE] = None  # type: ignore[assignment]  # as if it were not installed
    try:
        import msgspec  # noqa: F401 - this is the load
    finally:
        del sys.modules[_WHOLE]


def columns(otherwise: int) -> int:
    """Of COLUMNS, else of the terminal, else this many.

    As ``shutil.get_terminal_size`` has it; shutil brings every kind of compression along.
    """
    written = os.environ.get("COLUMNS", "")
    if written.isdecimal() and int(written):
        return int(written)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return otherwise
