"""What requests can be made at all: known actions, on resources of the formats that they take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from crenel.policy import authorization
from crenel.policy.authorization import Action
from crenel.policy.document import Names
from crenel.policy.globs import matcher
from crenel.policy.tokens import Token, Tokens, Wild, canonical, exact, is_literal

Form = Tokens
_USUAL = {"Partition": "aws", "Region": "us-east-1", "Account": "123456789012"}
_NAME: Tokens = (Wild.ANY, Wild.STAR)
"""A placeholder stands for at least one character."""
_FIELD: Tokens = (Wild.ANY_IN_FIELD, Wild.STAR_IN_FIELD)
_ANY_RESOURCE: Form = ("*",)
_EVERYTHING: Tokens = (Wild.STAR,)


@lru_cache(maxsize=4096)
def known_actions(pattern: Tokens) -> frozenset[str]:
    """The known actions that a pattern (in lower case) matches, in lower case."""
    if is_literal(pattern):
        name = "".join(map(str, pattern))
        return frozenset([name]) if authorization.action(name) else frozenset()
    fits = matcher(pattern)
    return frozenset(
        lowered
        for service in authorization.services_matching(_before_colon(pattern))
        for name in authorization.names_of_service(service)
        if fits(lowered := name.lower())
    )


def known_by_service(
    pattern: Tokens, first: Callable[[], frozenset[str]]
) -> Iterator[frozenset[str]]:
    """The known actions that a pattern matches: those of the services ``first``, then the others.

    Where the pattern leaves the service open, the data of one are read when its turn comes: mostly
    a first one shows what is asked for.
    """
    prefix = _before_colon(pattern)
    if "*" not in prefix and "?" not in prefix:
        yield known_actions(pattern)
        return
    wanted = first()
    services = authorization.services_matching(prefix)
    for is_first in (True, False):
        chosen = tuple(one for one in services if (one in wanted) is is_first)
        if chosen:
            yield _matched(pattern, chosen)


@lru_cache(maxsize=1024)
def _matched(pattern: Tokens, services: tuple[str, ...]) -> frozenset[str]:
    fits = matcher(pattern)
    names = (name.lower() for one in services for name in authorization.names_of_service(one))
    return frozenset(filter(fits, names))


def services_of(names: Iterable[Names]) -> frozenset[str]:
    """The services that patterns of actions name in letters."""
    found = (_before_colon(pattern) for one in names for pattern in one.patterns)
    return frozenset(one for one in found if one and "*" not in one and "?" not in one)


def _before_colon(pattern: Tokens) -> str:
    made = "".join(one.value[0] if isinstance(one, Wild) else str(one) for one in pattern)
    return made.partition(":")[0]


@lru_cache(maxsize=4096)
def known_named(names: Names) -> frozenset[str]:
    """The known actions that the patterns of an element match (a negation is not looked at)."""
    return frozenset().union(*map(known_actions, names.patterns))


Group = tuple[frozenset[int], frozenset[str]]


def grouped(actions: frozenset[str], rows: Iterable[Names]) -> list[Group]:
    """The actions, sorted by which of the elements (by number) name them."""
    groups: list[Group] = [(frozenset(), actions)]
    for number, names in enumerate(rows):
        known = actions if _EVERYTHING in names.patterns else known_named(names)
        groups = list(_split(groups, number, known, negated=names.negated))
    return groups


def _split(
    groups: list[Group], number: int, known: frozenset[str], *, negated: bool
) -> Iterator[Group]:
    for naming, actions in groups:
        inside, outside = actions & known, actions - known
        named, unnamed = (outside, inside) if negated else (inside, outside)
        if named:
            yield naming | {number}, named
        if unnamed:
            yield naming, unnamed


@lru_cache(maxsize=32768)
def forms(action: Action) -> tuple[Form, ...]:
    """The resources that an action may be asked on: with usual names first, then with any."""
    texts = sorted((form for kind in action.resource_types for form in kind.formats), key=len)
    usual = [_form(text, _USUAL) for text in texts]
    made = [*usual, *(_form(text, {}) for text in texts)]
    if not action.always_named or not texts:
        made.append(_ANY_RESOURCE)
    return tuple(dict.fromkeys(made))


def _form(text: str, usual: dict[str, str]) -> Form:
    made: list[Token] = []
    colons = 0
    first, *parts = text.split("${")
    made += exact(first)
    colons += first.count(":")
    for part in parts:
        name, _, rest = part.partition("}")
        if name in usual:
            made += exact(usual[name])
        else:
            made += _FIELD if colons < 5 else _NAME  # noqa: PLR2004 - the ARN's last field
        made += exact(rest)
        colons += rest.count(":")
    return canonical(made)


def is_real(action: str, resource: str) -> bool:
    """Whether a known action can be asked on this resource."""
    found = authorization.action(action)
    return found is not None and any(matcher(one)(resource) for one in forms(found))
