"""Who may stand at a door, by how many people that is."""

from __future__ import annotations

import msgspec


class Caller(msgspec.Struct, frozen=True):
    """Somebody outside: ``id`` in documents, ``phrase`` in sentences.

    ``crowd``: 4 everyone, 3 everyone who makes an account, 2 named strangers or users who signed
    in, 1 principals of the own account.
    """

    id: str
    phrase: str
    crowd: int

    @property
    def label(self) -> str:
        """The name on a picture: ``any AWS account``."""
        return label_of(self.id)


def label_of(caller: str) -> str:
    """The name of a caller by its id."""
    words = caller.split("-")
    return " ".join(word.upper() if word in ("aws", "api") else word for word in words)


INTERNET = Caller("internet", "anyone on the internet", 4)
ANY_ACCOUNT = Caller("any-aws-account", "anyone with an AWS account", 4)
ANY_WORKLOAD = Caller("any-repository", "anyone who runs a workflow at the token's issuer", 4)
SIGN_UP = Caller("self-registered-users", "anyone who signs up", 3)
KEY_HOLDERS = Caller("api-key-holders", "whoever knows the API key", 3)
GUESTS = Caller("guests", "anyone on the internet, as a guest of the identity pool", 4)
USERS = Caller("users", "users who signed in", 2)


def account(number: str) -> Caller:
    """Another account that a template names."""
    return Caller(f"account:{number}", f"account {number}", 2)


def principal(address: str, label: str, kind: str) -> Caller:
    """Whoever holds the credentials of a principal of the template."""
    return Caller(address, f"whoever holds the {kind} {label}", 1)
