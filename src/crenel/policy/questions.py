"""Questions on the engine of comparison: does a resource policy reach beyond a zone of trust?

A request is inside the zone where its principal is a trusted account's or an AWS service, or where
a key that tells where a request comes from has a value that the policy names (an organisation, a
network, an account, an address block that is not broad).
Source of the keys: "The meaning of public" (Amazon S3 User Guide, Block Public Access).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from crenel.policy.comparing import Relation, Witness, compare
from crenel.policy.document import Clause, Kind, Policy
from crenel.policy.operators.lines import LINES
from crenel.policy.parsing import parse

FIXING_KEYS = (
    "aws:principalorgid",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:userid",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "kms:calleraccount",
    "lambda:eventsourcetoken",
)
_ADDRESS = "aws:sourceip"
_BROAD_FOURTH, _BROAD_SIXTH = 24, 96
"""Bits of address that vary: a block of /8 (IPv4) or of /32 (IPv6) is the broadest that counts."""
_TEXT = ("stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase")
_POSITIVE = {"notipaddress": "ipaddress"} | {
    f"{name[:6]}not{name[6:]}" if name.startswith("string") else f"arnnot{name[3:]}": name
    for name in _TEXT
}
"""The values of a negation are named as well: a Deny of all but them leaves only them."""


class Reach(msgspec.Struct, frozen=True):
    """Whether somebody outside the zone is let in."""

    outside: bool | None
    """None: it cannot be told."""
    witness: Witness | None = None
    """A request from outside that is allowed."""
    because: str = ""


def reach(policies: Sequence[Policy], *, trusted_accounts: Sequence[str] = ()) -> Reach:
    """Does a resource's policy allow anybody outside the zone? ``policies`` are resource policies.

    ``trusted_accounts`` are ids of twelve digits; without any, everybody by name is a stranger.
    """
    zone = parse(_zone(policies, trusted_accounts), kind=Kind.RESOURCE)
    found = compare(policies, [zone])
    if found.relation is Relation.UNKNOWN:
        return Reach(None, because=found.because)
    outside = found.relation in (Relation.WIDER, Relation.INCOMPARABLE)
    return Reach(outside, found.witness if outside else None)


def _zone(policies: Sequence[Policy], accounts: Sequence[str]) -> dict[str, object]:
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    named: dict[str, object] = {"Service": "*"}
    if accounts:
        named["AWS"] = list(accounts)
    rows: list[dict[str, object]] = [{**everything, "Principal": named}]
    for operator, key, values in _fixed(policies):
        condition = {operator: {key: values}}
        rows.append({**everything, "Principal": "*", "Condition": condition})
    return {"Version": "2012-10-17", "Statement": rows}


def _fixed(policies: Sequence[Policy]) -> list[tuple[str, str, list[str]]]:
    found: dict[tuple[str, str], set[str]] = {}
    for policy in policies:
        for statement in policy.statements:
            for clause in statement.clauses:
                for operator, value in _fixing(clause):
                    found.setdefault((operator, clause.key), set()).add(value)
    return [(operator, key, sorted(values)) for (operator, key), values in sorted(found.items())]


def _fixing(clause: Clause) -> list[tuple[str, str]]:
    """The operators and values of a clause that name where a request comes from."""
    if clause.unreadable or clause.qualifier:
        return []
    operator = _POSITIVE.get(clause.operator, clause.operator)
    if clause.key == _ADDRESS and operator == "ipaddress":
        return [("IpAddress", one) for one in clause.values if not _broad(one)]
    if clause.key in FIXING_KEYS and operator in _TEXT:
        return [(operator, one) for one in clause.values if _names_one(clause.key, one)]
    return []


def _names_one(key: str, value: str) -> bool:
    """A value fixes where a request comes from if wildcards leave its account as it is."""
    if "*" not in value and "?" not in value and "${" not in value:
        return True
    fields = value.split(":", 5)
    return key.endswith("arn") and len(fields) > 5 and fields[4].isdigit()  # noqa: PLR2004 - ARN


def _broad(block: str) -> bool:
    found = LINES["IP"].interval("=", block)
    if found is None or found.low is None or found.high is None:
        return True
    limit = _BROAD_SIXTH if ":" in block else _BROAD_FOURTH
    return found.high - found.low + 1 > 1 << limit
