"""Regular expressions that are compiled when they are first asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sys import maxsize
from typing import TYPE_CHECKING, Any, AnyStr, Generic

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
_FACTS = ("pattern", "flags", "groups", "groupindex", "scanner")
_compile = re.compile
"""The standard library's own, also while ``re.compile`` is another."""


class Pattern(Generic[AnyStr]):
    """As ``re.compile`` gives it, compiled at the first question: start-up counts.

    Most runs ask a third of the patterns that their modules hold. After the first question each
    method is that of ``re.Pattern`` itself, so that later ones cost nothing more.
    """

    def __init__(self, text: AnyStr, flags: int = 0) -> None:
        self._text: AnyStr = text
        self._flags = flags

    if TYPE_CHECKING:

        def match(
            self, text: AnyStr, start: int = 0, end: int = maxsize
        ) -> re.Match[AnyStr] | None:
            """As ``re.Pattern.match``."""

        def fullmatch(self, text: AnyStr) -> re.Match[AnyStr] | None:
            """As ``re.Pattern.fullmatch``."""

        def search(
            self, text: AnyStr, start: int = 0, end: int = maxsize
        ) -> re.Match[AnyStr] | None:
            """As ``re.Pattern.search``."""

        def finditer(self, text: AnyStr, start: int = 0) -> Iterator[re.Match[AnyStr]]:
            """As ``re.Pattern.finditer``."""

        def findall(self, text: AnyStr) -> list[Any]:
            """As ``re.Pattern.findall``."""

        def split(self, text: AnyStr, maxsplit: int = 0) -> list[Any]:
            """As ``re.Pattern.split``."""

        def sub(
            self, replacement: AnyStr | Callable[[re.Match[AnyStr]], AnyStr], text: AnyStr
        ) -> AnyStr:
            """As ``re.Pattern.sub``."""

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS and name not in _FACTS:
            raise AttributeError(name)
        compiled = _compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


@contextmanager
def compiled_when_asked() -> Iterator[None]:
    """What libraries compile while they load here is compiled when they first ask it.

    They hold patterns for what most runs never do: PyYAML's pure reader, which libyaml stands in
    for here, takes longer to compile one than libyaml to read a template.
    """
    re.compile = Pattern  # type: ignore[assignment]  # it answers the same questions
    try:
        yield
    finally:
        re.compile = _compile
