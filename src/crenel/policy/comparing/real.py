"""What requests can be made at all: known actions, on resources of the formats that they take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from crenel.policy import authorization
from crenel.policy.authorization import Action
from crenel.policy.globs import matcher
from crenel.policy.tokens import Token, Tokens, Wild, canonical, exact

Form = Tokens
_USUAL = {"Partition": "aws", "Region": "us-east-1", "Account": "123456789012"}
_NAME: Tokens = (Wild.ANY, Wild.STAR)
"""A placeholder stands for at least one character."""
_FIELD: Tokens = (Wild.ANY_IN_FIELD, Wild.STAR_IN_FIELD)
_ANY_RESOURCE: Form = ("*",)


def known_actions(pattern: Tokens) -> Iterator[Action]:
    """The known actions that a pattern (in lower case) matches, service by service."""
    fits = matcher(pattern)
    for service in authorization.services_matching(_literal(pattern)):
        for name in authorization.names_of_service(service):
            if fits(name.lower()):
                found = authorization.action(name)
                if found is not None:
                    yield found


def _literal(pattern: Tokens) -> str:
    """The part of a pattern that stands before its first colon."""
    made = "".join(one.value[0] if isinstance(one, Wild) else str(one) for one in pattern)
    return made.partition(":")[0]


@lru_cache(maxsize=8192)
def forms(action: Action) -> tuple[Form, ...]:
    """The resources that an action may be asked on: with usual names first, then with any."""
    texts = [form for kind in action.resource_types for form in kind.formats]
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
