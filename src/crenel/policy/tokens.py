"""IAM's patterns as tokens: what a glob, an ARN pattern and a policy variable are made of.

A token is one literal character, ANY (``?``), STAR (``*``), their kin that stop at a colon (the
first five fields of an ARN pattern), or a Variable. Literals are tokens of one character, so a
``*`` that a variable's value or ``${*}`` brings stays literal.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache

import msgspec

from crenel.pattern import Pattern

ARN_FIELDS = 6
_VARIABLE = Pattern(r"\$\{([^{}]*)\}")
_BODY = Pattern(r"\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?")
_LITERALS = ("*", "?", "$")


class Wild(Enum):
    """The tokens that stand for characters that nobody named."""

    ANY = "?"
    STAR = "*"
    ANY_IN_FIELD = "?:"
    STAR_IN_FIELD = "*:"

    __hash__ = object.__hash__
    """Of the one object: Enum's own hashes the name, and patterns are hashed very often."""

    @property
    def many(self) -> bool:
        """Whether it stands for any number of characters."""
        return self in (Wild.STAR, Wild.STAR_IN_FIELD)


class Variable(msgspec.Struct, frozen=True):
    """``${key}`` or ``${key, 'default'}``; ``key`` is in lower case, since case never counts."""

    key: str
    default: str | None = None


Token = str | Wild | Variable
Tokens = tuple[Token, ...]

STAR_PATTERN: Tokens = (Wild.STAR,)
"""What matches every text."""


@lru_cache(maxsize=16384)
def tokens(pattern: str, *, variables: bool = False) -> Tokens:
    """The tokens of a pattern; ``variables`` are read in documents of version 2012-10-17."""
    if not variables or "${" not in pattern:
        return canonical(_plain(pattern))
    found: list[Token] = []
    end = 0
    for match in _VARIABLE.finditer(pattern):
        found += _plain(pattern[end : match.start()])
        found.append(_variable(match.group(1)))
        end = match.end()
    return canonical([*found, *_plain(pattern[end:])])


@lru_cache(maxsize=16384)
def exact(text: str, *, variables: bool = False) -> Tokens:
    """The tokens of a text in which ``*`` and ``?`` are themselves (StringEquals)."""
    if not variables or "${" not in text:
        return tuple(text)
    found: list[Token] = []
    end = 0
    for match in _VARIABLE.finditer(text):
        found += text[end : match.start()]
        found.append(_variable(match.group(1)))
        end = match.end()
    return (*found, *text[end:])


def _plain(text: str) -> list[Token]:
    wild: dict[str, Token] = {"*": Wild.STAR, "?": Wild.ANY}
    return [wild.get(char, char) for char in text]


def _variable(body: str) -> Token:
    if body in _LITERALS:
        return body
    match = _BODY.fullmatch(body)
    if match is None:
        return Variable(body.strip().lower())
    return Variable(match.group(1).lower(), match.group(2))


def canonical(found: list[Token] | Tokens) -> Tokens:
    """The same language with each run of wildcards as ``??*``: one star, last."""
    made: list[Token] = []
    run: list[Token] = []
    for token in found:
        if isinstance(token, Wild):
            run.append(token)
        else:
            made += [*_ordered(run), token]
            run = []
    return (*made, *_ordered(run))


def _ordered(run: list[Token]) -> list[Token]:
    if len(run) < 2:  # noqa: PLR2004 - nothing to put in order
        return run
    singles = [one for one in run if isinstance(one, Wild) and not one.many]
    stars = [one for one in run if isinstance(one, Wild) and one.many]
    return [*singles, *stars[:1]]


@lru_cache(maxsize=65536)
def folded(pattern: str) -> Tokens:
    """The tokens of a pattern whose case does not count, such as an action's."""
    return fold(tokens(pattern))


def fold(found: Tokens) -> Tokens:
    """The tokens for a text in lower case, where case does not count."""
    return tuple(one.lower() if isinstance(one, str) else one for one in found)


def arn_tokens(found: Tokens) -> Tokens | None:
    """A pattern read as an ARN's six fields, each for itself; None where it has fewer.

    A lone ``*`` stands for every ARN. The colons in the sixth field belong to it.
    """
    if found == (Wild.STAR,):
        return found
    inside = {Wild.ANY: Wild.ANY_IN_FIELD, Wild.STAR: Wild.STAR_IN_FIELD}
    made: list[Token] = []
    colons = 0
    for one in found:
        colons += one == ":"
        narrow = isinstance(one, Wild) and colons < ARN_FIELDS - 1
        made.append(inside.get(one, one) if narrow and isinstance(one, Wild) else one)
    return tuple(made) if colons >= ARN_FIELDS - 1 else None


def variables_of(found: Tokens) -> tuple[Variable, ...]:
    """The variables in a pattern, in order."""
    return tuple(one for one in found if isinstance(one, Variable))


def bound(found: Tokens, lookup: Callable[[str], str | None]) -> Tokens | None:
    """The pattern with each variable's value in its place; None where one has no value."""
    made: list[Token] = []
    for token in found:
        if not isinstance(token, Variable):
            made.append(token)
            continue
        value = lookup(token.key)
        value = token.default if value is None else value
        if value is None:
            return None
        made += value
    return canonical(made)


def widened(found: Tokens) -> Tokens:
    """Every variable as ``*``: all that the pattern may match, whatever the request says."""
    return canonical([Wild.STAR if isinstance(one, Variable) else one for one in found])


@lru_cache(maxsize=65536)
def is_literal(found: Tokens) -> bool:
    """Whether it matches one text alone."""
    return all(isinstance(one, str) for one in found)


@lru_cache(maxsize=65536)
def head(found: Tokens) -> str:
    """The literal beginning of a pattern."""
    made: list[str] = []
    for token in found:
        if not isinstance(token, str):
            break
        made.append(token)
    return "".join(made)


@lru_cache(maxsize=65536)
def encoded(found: Tokens) -> str:
    """A text that tells patterns apart, wildcards from literal ones and variables too."""
    return "".join(_code(one) for one in found)


def _code(token: Token) -> str:
    if isinstance(token, str):
        return token if token not in ("\x00", "\x01") else f"\x01{ord(token)}"
    if isinstance(token, Wild):
        return f"\x01{token.value}"
    return f"\x01${token.key}\x01{token.default!r}\x01"


def text_of(found: Tokens) -> str:
    """The pattern as people write it."""
    return "".join(_written(one) for one in found)


def _written(token: Token) -> str:
    if isinstance(token, Variable):
        return f"${{{token.key}}}"
    return token.value[0] if isinstance(token, Wild) else token
