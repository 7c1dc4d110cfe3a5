"""One deployment's inputs: what ``--param``, ``--env`` and samconfig.toml say."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crenel.model.value import Value


class Environment(msgspec.Struct, frozen=True):
    """Parameter values that are given; ``name`` is the environment's, empty for none."""

    name: str = ""
    parameters: Mapping[str, str] = {}
    passed: Mapping[str, Value] = {}
    """Values that a parent template passes to a nested one."""
    sources: Mapping[str, str] = {}
    """Who gave each of ``parameters``, for people; the command line where nothing is said."""
