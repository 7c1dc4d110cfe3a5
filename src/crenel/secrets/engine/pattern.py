"""Patterns that take linear time, whatever stands in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import re2

from crenel.secrets.detector import Found

_MEMORY = 32 * 1024 * 1024


class Pattern(Protocol):
    """A linear-time matcher over bytes."""

    def finditer(self, data: bytes) -> Iterator[Found]:
        """Its matches, one after the other."""


def compiled(pattern: str) -> Pattern:
    """A linear-time matcher over bytes."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = _MEMORY
    made: Pattern = re2.compile(pattern.encode(), options=options)
    return made
