"""What a person says about a run, as far as reading is concerned."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Inputs of the reading."""

    parameters: Mapping[str, str] = {}
    """``--param NAME=VALUE`` and ``--var-file``."""
    sources: Mapping[str, str] = {}
    """Who gave each of them, for people; the command line where nothing is said."""
    environment: str = ""
    """``--env NAME``: an environment of samconfig.toml."""
    code: bool = True
    """Whether the functions' code is read (``--no-code``)."""
    excluded: Callable[[str], bool] = lambda _: False
    """Whether a file (its path below the root) is to be left out."""
