"""Every operator: its family, its relation, whether it is a negation."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.policy.operators.lines import LINES
from crenel.policy.operators.texts import binary
from crenel.policy.tokens import arn_tokens, tokens

NULL = "null"


class Family(Enum):
    """What kind of values an operator compares."""

    EXACT = "text"
    FOLDED = "text without case"
    LIKE = "text with wildcards"
    ARN = "an ARN"
    BINARY = "base64"
    NUMERIC = "a number"
    DATE = "a date"
    IP = "an IP address"
    BOOL = "true or false"
    NULL = "true or false "

    @property
    def textual(self) -> bool:
        """Whether policy variables are read in its values."""
        return self in (Family.EXACT, Family.FOLDED, Family.LIKE, Family.ARN)


class Operator(msgspec.Struct, frozen=True):
    """One operator, without qualifier and ``IfExists``."""

    name: str
    family: Family
    relation: str = "="
    """Of the request's value to the policy's: ``=``, ``<``, ``<=``, ``>``, ``>=``."""
    negated: bool = False


def _ordered(prefix: str, family: Family) -> list[Operator]:
    relations = {"LessThan": "<", "LessThanEquals": "<=", "GreaterThan": ">"}
    relations["GreaterThanEquals"] = ">="
    return [
        Operator(f"{prefix}Equals", family),
        Operator(f"{prefix}NotEquals", family, negated=True),
        *(Operator(f"{prefix}{name}", family, sign) for name, sign in relations.items()),
    ]


_ALL = (
    Operator("StringEquals", Family.EXACT),
    Operator("StringNotEquals", Family.EXACT, negated=True),
    Operator("StringEqualsIgnoreCase", Family.FOLDED),
    Operator("StringNotEqualsIgnoreCase", Family.FOLDED, negated=True),
    Operator("StringLike", Family.LIKE),
    Operator("StringNotLike", Family.LIKE, negated=True),
    *_ordered("Numeric", Family.NUMERIC),
    *_ordered("Date", Family.DATE),
    Operator("Bool", Family.BOOL),
    Operator("BinaryEquals", Family.BINARY),
    Operator("IpAddress", Family.IP),
    Operator("NotIpAddress", Family.IP, negated=True),
    # ArnEquals takes wildcards as well: the two behave identically.
    Operator("ArnEquals", Family.ARN),
    Operator("ArnLike", Family.ARN),
    Operator("ArnNotEquals", Family.ARN, negated=True),
    Operator("ArnNotLike", Family.ARN, negated=True),
    Operator("Null", Family.NULL),
)
OPERATORS = {one.name.lower(): one for one in _ALL}
"""By name in lower case."""
WRITTEN = {name: one.name for name, one in OPERATORS.items()}


def problem_of(name: str, text: str, *, variables: bool) -> str:
    """What is wrong with a value under an operator; empty where nothing is."""
    operator = OPERATORS[name]
    family = operator.family
    if family.textual:
        fields = arn_tokens(tokens(text, variables=variables))
        bad = family is Family.ARN and fields is None
    elif family is Family.BINARY:
        bad = binary(text) is None
    elif family is Family.NULL:
        bad = text.lower() not in ("true", "false")
    else:
        bad = LINES[family.name].interval(operator.relation, text) is None
    return f"{operator.name} takes {family.value.strip()}, not {text:.80}" if bad else ""
