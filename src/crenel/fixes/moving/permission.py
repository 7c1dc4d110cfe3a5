"""The permission to read a secret, written into a SAM function; elsewhere a person writes it."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.fixes.editing.edit import Refused
from crenel.fixes.homes import home
from crenel.fixes.moving.literals import Literal
from crenel.fixes.written import tree_of
from crenel.readers.text.tree import ListNode, MapNode

_SAM = "AWS::Serverless::Function"


def allowing(text: str, literals: Iterable[Literal]) -> tuple[str, frozenset[str]]:
    """The text with permissions, and the addresses of the functions that were given one."""
    done: set[str] = set()
    for one in sorted(literals, key=lambda one: (one.address, one.stored_as)):
        if one.type == _SAM and one.key is not None and not one.shared:
            try:
                text = _allowed(text, one)
                done.add(one.address)
            except Refused:
                continue  # told as a step that is left to do
    return text, frozenset(done)


def _allowed(text: str, literal: Literal) -> str:
    tree = tree_of(text)
    properties = home(tree, literal.type, literal.logical_id).get("Properties")
    if not isinstance(properties, MapNode) or "Role" in properties.entries:
        raise Refused("it runs as a role that is made elsewhere")
    arn = (
        "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:"
        f"{literal.stored_as}-??????"
    )
    policy = {"AWSSecretsManagerGetSecretValuePolicy": {"SecretArn": {"Fn::Sub": arn}}}
    written = properties.get("Policies")
    if written is None:
        return tree.setting(properties, ["Policies"], [policy]).on(text)
    if not isinstance(written, ListNode):
        raise Refused("its policies are no list")
    return tree.addition(written, policy).on(text)
