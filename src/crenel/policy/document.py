"""An IAM document as crenel keeps it: statements, read once, compared and evaluated many times."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import msgspec

from crenel.policy.principals import PrincipalPattern
from crenel.policy.tokens import Tokens, Wild, encoded, is_literal

Path = tuple[str | int, ...]
"""Where something stands in a document: keys and positions from its root."""

OLD, NEW = "2008-10-17", "2012-10-17"
"""The two versions of the language; a document without one is of the old."""


class Kind(Enum):
    """What a document is attached to decides what it may say."""

    IDENTITY = "identity"
    RESOURCE = "resource"
    TRUST = "trust"
    BOUNDARY = "boundary"
    SCP = "scp"
    RCP = "rcp"
    SESSION = "session"
    ENDPOINT = "endpoint"


class Problem(msgspec.Struct, frozen=True):
    """What IAM would refuse, or what can never do what it seems to."""

    path: Path
    message: str
    hint: str = ""
    fatal: bool = False
    """The document has no meaning there: what it decides is unknown."""

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class Names(msgspec.Struct, frozen=True, eq=False):
    """``Action`` or ``NotAction``, ``Resource`` or ``NotResource``: patterns, or all but them.

    Made by ``names_of``. Two are told apart by ``key``, since patterns are slow to compare.
    """

    patterns: tuple[Tokens, ...]
    negated: bool
    literals: frozenset[str]
    """The texts of those without wildcards and variables."""
    wild: tuple[Tokens, ...]
    """The others."""
    key: str

    @property
    def everything(self) -> bool:
        """Whether it names all there is, by ``*``."""
        return not self.negated and (Wild.STAR,) in self.wild


def names_of(patterns: Iterable[Tokens], *, negated: bool = False) -> Names:
    """The element with these patterns; their order says nothing."""
    found = {encoded(one): one for one in patterns}
    ordered = tuple(found[key] for key in sorted(found))
    wild = tuple(one for one in ordered if not is_literal(one))
    literals = frozenset("".join(map(str, one)) for one in ordered if is_literal(one))
    sign = "!" if negated else ""
    return Names(ordered, negated, literals, wild, sign + "\x00".join(sorted(found)))


class Principals(msgspec.Struct, frozen=True):
    """``Principal`` or ``NotPrincipal``; the names are in a fixed order."""

    patterns: tuple[PrincipalPattern, ...] = ()
    negated: bool = False


class Clause(msgspec.Struct, frozen=True):
    """One operator and key of a Condition, with its values: ``StringLike`` on ``aws:username``."""

    operator: str
    """Its name in lower case without qualifier and ``IfExists``, as written where it is unknown."""
    key: str
    """In lower case, since case never counts."""
    values: tuple[str, ...]
    qualifier: str = ""
    """``forallvalues``, ``foranyvalue`` or nothing."""
    if_exists: bool = False
    variables: bool = False
    """Whether ``${...}`` in the values is a variable (documents of version 2012-10-17)."""
    unreadable: bool = False
    """It cannot be evaluated: an operator that is not known, values of a wrong type."""


class Statement(msgspec.Struct, frozen=True, eq=False):
    """One statement. Statements with equal keys say the same, wherever they stand."""

    allow: bool
    actions: Names
    resources: Names
    principals: Principals | None
    """None where it names nobody: the identity that it is attached to."""
    clauses: tuple[Clause, ...] = ()
    broken: bool = False
    """It has no certain meaning (see the document's problems): it neither grants nor denies
    with certainty."""

    @property
    def key(self) -> tuple[object, ...]:
        """All that it says: the order of its parts, and its Sid, say nothing."""
        return (
            self.allow,
            self.actions.key,
            self.resources.key,
            self.principals,
            self.clauses,
            self.broken,
        )


class Policy(msgspec.Struct, frozen=True, eq=False):
    """One document."""

    kind: Kind
    statements: tuple[Statement, ...]
    version: str = OLD
    sids: tuple[str, ...] = ()
    """Of the statements, in their order; empty where there is none."""
    problems: tuple[Problem, ...] = ()
    size: int = 0
    """Characters that count against the limit: all but white space."""

    @property
    def malformed(self) -> bool:
        """Whether IAM could give it no meaning at all."""
        return any(one.fatal for one in self.problems)
