"""How far one statement reaches: over which resources, and whether a condition narrows it.

A Condition narrows where one of its keys tells resources or ways apart; keys that only tell when,
from which region or over which transport do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from crenel.analysis.conditions import Pair, holds_off, pairs
from crenel.analysis.globs import everything, shape
from crenel.model.entities import Statement
from crenel.model.truth import Truth, any_of

WEAK = (
    "aws:requestedregion",
    "aws:securetransport",
    "aws:currenttime",
    "aws:epochtime",
    "aws:tokenissuetime",
    "aws:useragent",
    "aws:referer",
    "aws:userid",
    "aws:username",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "aws:principal",
)
"""Beginnings of condition keys that leave a role's power over its account's resources whole."""

_ELSEWHERE = {"rds-data": ("rds",), "redshift-data": ("redshift",), "ssm": ("ec2",)}
"""Services whose actions are asked on resources of others."""


class _Resource(msgspec.Struct, frozen=True, eq=False):
    """One resource pattern: the type that its ARN names, and whether it is open."""

    kind: str
    named: bool
    """It is certainly not a pattern for all of its type."""
    open: Truth


class Reach:
    """The reach of one statement; however many actions it has, each question is answered once."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._open: dict[str, Truth] = {}
        self._narrowed: dict[tuple[str, ...], Truth] = {}

    @cached_property
    def allows(self) -> Truth:
        """It is an Allow."""
        return self.statement.effect.equals("Allow")

    def open(self, service: str = "") -> Truth:
        """Does it reach all resources of a type, or all but named ones?

        Asked for the actions of a ``service``, ARNs of other services say nothing, and neither
        does ``type/*`` beside a named resource of another type: the action needs both.
        """
        found = self._open.get(service)
        if found is None:
            found = self._open[service] = self._all_but | self._listed(service)
        return found

    def narrowed(self, weak: tuple[str, ...] = WEAK) -> Truth:
        """Does a condition narrow it? Keys that begin with one of ``weak`` do not."""
        found = self._narrowed.get(weak)
        if found is None:
            condition = self.statement.condition
            found = holds_off(condition, lambda key: not key.startswith(weak), strict=False)
            self._narrowed[weak] = found
        return found

    def asked(self, key: str) -> list[Pair]:
        """What the condition asks of a key, in lower case."""
        return self._pairs.get(key, [])

    @cached_property
    def _pairs(self) -> dict[str, list[Pair]]:
        found: dict[str, list[Pair]] = {}
        for pair in pairs(self.statement.condition):
            found.setdefault(pair.key, []).append(pair)
        return found

    @cached_property
    def _all_but(self) -> Truth:
        left_out = self.statement.not_resources
        return left_out.is_present() & ~left_out.any(everything)

    @cached_property
    def _by_service(self) -> dict[str, list[_Resource]]:
        """The resources by the service that their ARN names; under "" those that name none."""
        found: dict[str, list[_Resource]] = {}
        for guard, item in self.statement.resources.items():
            service, kind = shape(item)
            whole = everything(item)
            one = _Resource(kind, whole.refuted, whole.under(guard))
            found.setdefault(service, []).append(one)
        return found

    @cached_property
    def _anywhere(self) -> Truth:
        """Is one open that names no service?"""
        return any_of(one.open for one in self._by_service.get("", ()))

    @cached_property
    def _any(self) -> Truth:
        return any_of(one.open for group in self._by_service.values() for one in group)

    def _listed(self, service: str) -> Truth:
        if not service.strip("*?"):
            return self._any
        own = (service, *_ELSEWHERE.get(service, ()))
        return self._anywhere | any_of(one.open for one in self._relevant(own))

    def _relevant(self, services: tuple[str, ...]) -> Iterator[_Resource]:
        found = [one for name in services for one in self._by_service.get(name, ())]
        named = {one.kind for one in found if one.named}
        return (one for one in found if not one.kind or named <= {one.kind})
