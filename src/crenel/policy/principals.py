"""Who asks, and whom a statement names: accounts, users, roles, sessions, services, everyone.

Source: AWS JSON policy elements: Principal, and NotPrincipal (IAM User Guide).
"""

from __future__ import annotations

import re
from enum import Enum, IntEnum
from functools import lru_cache

import msgspec

EVERYONE = "*"
ANY_FAMILY = ""
AWS, SERVICE, FEDERATED, CANONICAL = "AWS", "Service", "Federated", "CanonicalUser"
FAMILIES = (AWS, SERVICE, FEDERATED, CANONICAL)

_ACCOUNT = re.compile(r"\d{12}")
_ARN = re.compile(r"arn:([\w-]+):(iam|sts)::(\d{12}):(.+)", re.DOTALL)
_UNIQUE = re.compile(r"A[A-Z0-9]{15,127}")
"""An id of a deleted user or role, such as AIDA...: it names nobody who asks by ARN."""


class Caller(Enum):
    """The kinds of principal that can make a request; the words are those of aws:PrincipalType."""

    ACCOUNT = "Account"
    USER = "User"
    ROLE = "Role"
    SESSION = "AssumedRole"
    FEDERATED_USER = "FederatedUser"
    SERVICE = "Service"
    FEDERATED = "Federated"
    CANONICAL = "CanonicalUser"
    ANONYMOUS = "Anonymous"


class Principal(msgspec.Struct, frozen=True):
    """Who asks. ``name`` is a user's or role's last path element, a service, an id."""

    caller: Caller
    arn: str = ""
    account: str = ""
    partition: str = "aws"
    name: str = ""

    @property
    def of_account(self) -> bool:
        """Whether it belongs to an account, and that account's policies count."""
        return bool(self.account)

    @property
    def role_like(self) -> bool:
        """A role, or a session of one."""
        return self.caller in (Caller.ROLE, Caller.SESSION)

    @property
    def service_linked(self) -> bool:
        """A service-linked role: organisation policies do not reach it."""
        return self.role_like and (
            ":role/aws-service-role/" in self.arn or self.name.startswith("AWSServiceRoleFor")
        )


ANONYMOUS = Principal(Caller.ANONYMOUS)


class PrincipalPattern(msgspec.Struct, frozen=True):
    """One name of a Principal element: its family (``AWS``, ``Service``...) and the name."""

    family: str
    name: str


class Match(IntEnum):
    """How a statement names a principal: it decides what limits the grant."""

    NONE = 0
    ACCOUNT = 1
    """Its account: the account's own policies must allow as well."""
    ROLE = 2
    """The role of a session: its boundary and session policy still limit it."""
    EVERYONE = 3
    DIRECT = 4
    """The very user, session or service."""


@lru_cache(maxsize=4096)
def principal_of(text: str) -> Principal | None:
    """The principal of an ARN or an account id; None where it is neither."""
    if _ACCOUNT.fullmatch(text):
        return Principal(Caller.ACCOUNT, f"arn:aws:iam::{text}:root", text, name="root")
    found = _ARN.fullmatch(text)
    if found is None:
        return None
    partition, service, account, rest = found.groups()
    kind, _, path = rest.partition("/")
    callers = {
        ("iam", "root"): Caller.ACCOUNT,
        ("iam", "user"): Caller.USER,
        ("iam", "role"): Caller.ROLE,
        ("sts", "assumed-role"): Caller.SESSION,
        ("sts", "federated-user"): Caller.FEDERATED_USER,
    }
    caller = callers.get((service, kind))
    if caller is None or not (path or caller is Caller.ACCOUNT):
        return None
    parts = path.split("/")
    name = parts[0] if caller is Caller.SESSION else parts[-1]
    return Principal(caller, text, account, partition, name or "root")


@lru_cache(maxsize=65536)
def match(pattern: PrincipalPattern, principal: Principal) -> Match:
    """How one name of a Principal element names this principal."""
    if pattern.name == EVERYONE and pattern.family in (ANY_FAMILY, AWS):
        return Match.EVERYONE
    if pattern.family == AWS:
        return _match_aws(pattern.name, principal)
    families = {
        SERVICE: (Caller.SERVICE,),
        FEDERATED: (Caller.FEDERATED,),
        CANONICAL: (Caller.CANONICAL,),
    }
    if principal.caller not in families.get(pattern.family, ()):
        return Match.NONE
    return Match.DIRECT if pattern.name in (EVERYONE, principal.name) else Match.NONE


def _match_aws(name: str, principal: Principal) -> Match:
    named = principal_of(name)
    if named is None or not principal.of_account or named.account != principal.account:
        return Match.NONE
    if named.caller is Caller.ACCOUNT:
        return Match.DIRECT if principal.caller is Caller.ACCOUNT else Match.ACCOUNT
    if named.caller is Caller.ROLE:
        # The ARN of a session does not tell the path of its role.
        role = principal.arn == name if principal.caller is Caller.ROLE else principal.role_like
        return Match.ROLE if role and named.name == principal.name else Match.NONE
    return Match.DIRECT if principal.arn == name else Match.NONE


def readable(pattern: PrincipalPattern) -> bool:
    """Whether IAM knows what such a name stands for."""
    if pattern.name == EVERYONE:
        return True
    if pattern.family == AWS:
        named = principal_of(pattern.name)
        return named is not None or bool(_UNIQUE.fullmatch(pattern.name))
    return pattern.family in FAMILIES and "*" not in pattern.name and bool(pattern.name)
