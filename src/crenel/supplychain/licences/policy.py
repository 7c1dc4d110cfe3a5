"""Which licences a project allows, denies or wants to be asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from fnmatch import fnmatchcase

import msgspec

from crenel.supplychain.licences.licence import UNKNOWN

_WORD = re.compile(r"\(|\)|[^\s()]+")


class Ruling(Enum):
    """What a policy says, the better one first."""

    ALLOWED = "allowed"
    ASK = "ask"
    DENIED = "denied"


class LicencePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Lists of SPDX identifiers or globs of them; deny wins, then ask.

    With an ``allow`` list whatever is not on it is asked about, the unknown included.
    """

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    """Globs of the addresses that it is for; empty for all."""

    def covers(self, address: str) -> bool:
        """Is it for a function?"""
        return not self.functions or any(fnmatchcase(address, glob) for glob in self.functions)

    def ruling(self, expression: str) -> Ruling:
        """What it says of an expression: of OR the best part counts, of AND the worst."""
        if expression == UNKNOWN:
            return self._one(UNKNOWN)
        return _Expression(_WORD.findall(expression), self._one).value()

    def _one(self, name: str) -> Ruling:
        if _listed(name, self.deny):
            return Ruling.DENIED
        if _listed(name, self.ask):
            return Ruling.ASK
        return Ruling.ASK if self.allow and not _listed(name, self.allow) else Ruling.ALLOWED


def _listed(name: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(name.lower(), glob.lower()) for glob in globs)


class _Expression:
    """An SPDX expression, evaluated: WITH binds to its licence, AND before OR."""

    def __init__(self, words: list[str], ruling: Callable[[str], Ruling]) -> None:
        self._words = words
        self._ruling = ruling

    def value(self) -> Ruling:
        order = list(Ruling)
        stack: list[list[list[Ruling]]] = [[[]]]
        skip = False
        for word in self._words:
            if skip:
                skip = False
            elif word == "(":
                stack.append([[]])
            elif word == ")" and len(stack) > 1:
                inner = _settled(stack.pop(), order)
                stack[-1][-1].append(inner)
            elif word.upper() == "OR":
                stack[-1].append([])
            elif word.upper() == "WITH":
                skip = True
            elif word.upper() != "AND":
                stack[-1][-1].append(self._ruling(word.rstrip("+")))
        return _settled(stack[0], order)


def _settled(alternatives: list[list[Ruling]], order: list[Ruling]) -> Ruling:
    worst = [max(parts, key=order.index) for parts in alternatives if parts]
    return min(worst, key=order.index, default=Ruling.ASK)
