"""Policies that AWS writes and keeps: what the better known of them allow, as statements."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from crenel.model.entities import Identity, Statement
from crenel.model.guard import Guard
from crenel.model.value import Known, Ref, Value, known, mapping, sequence

_DATA = Path(__file__).parent / "managed.toml"


def managed_statements(identity: Identity) -> Iterator[Statement]:
    """The statements of the AWS managed policies attached to an identity, as far as known."""
    for guard, policy in identity.managed.items():
        for statement in managed_policy(policy):
            joined = statement.guard.conjoin(guard)
            if joined is not None:
                yield _placed(statement, policy, guard=joined)


def unknown_managed(identity: Identity) -> Iterator[Value]:
    """The managed policies of an identity whose content is not known here."""
    attached = (policy for _, policy in identity.managed.items())
    yield from (
        policy
        for policy in attached
        if not isinstance(policy, Ref) and name_of(policy) not in _table()
    )


def name_of(policy: Value) -> str:
    """The name of an AWS managed policy: what follows ``:aws:policy/``; empty for others."""
    return policy.text().partition(":iam::aws:policy/")[2]


def managed_policy(policy: Value) -> tuple[Statement, ...]:
    """The statements of an AWS managed policy; none where it is another, or not in the table."""
    row = _table().get(name_of(policy))
    return () if row is None else tuple(_statement(one, policy) for one in row)


def everything(place: Value) -> Statement:
    """An Allow for all there is."""
    return _statement({"allow": ["*"]}, place)


@cache
def _table() -> dict[str, list[dict[str, list[str]]]]:
    rows: dict[str, list[dict[str, list[str]]]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return rows


def _statement(row: dict[str, list[str]], place: Value) -> Statement:
    def texts(name: str) -> Value:
        words = [Known(value=one, span=place.span, via=place.via) for one in row.get(name, [])]
        return sequence(words, place.span) if words else Statement().actions

    passed = row.get("passed_to", [])
    key = {"iam:PassedToService": sequence([known(one) for one in passed])}
    condition = mapping({"StringEquals": mapping(key)}) if passed else Statement().condition
    return Statement(
        effect=known("Allow", place.span),
        actions=texts("allow"),
        not_actions=texts("allow_all_but"),
        resources=sequence([known(one, place.span) for one in row.get("on", ["*"])], place.span),
        condition=condition,
        whole=place,
    )


def _placed(statement: Statement, policy: Value, *, guard: Guard) -> Statement:
    return msgspec.structs.replace(statement, guard=guard, whole=policy)
