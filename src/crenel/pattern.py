"""Regular expressions that are compiled when they are first asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from sys import maxsize


class Pattern:
    """As ``re.compile`` gives it. For the larger ones that many runs never ask: start-up counts."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.fullmatch``."""
        return self._compiled.fullmatch(text)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return self._compiled.search(text, start, end)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self._compiled.finditer(text, start)

    def findall(self, text: str) -> list[str]:
        """As ``re.Pattern.findall``, for a pattern with at most one group."""
        return self._compiled.findall(text)

    def sub(self, replacement: str, text: str) -> str:
        """As ``re.Pattern.sub``."""
        return self._compiled.sub(replacement, text)
