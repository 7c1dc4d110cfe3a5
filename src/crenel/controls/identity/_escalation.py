"""Escalation paths: which sets of permissions make more of themselves, and who holds one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from crenel.analysis.globs import Actions, covers
from crenel.analysis.grants import (
    Grant,
    all_services,
    grants,
)
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.reach import WEAK, Reach
from crenel.controls.identity._lists import table
from crenel.model.entities import Identity, PolicyHolder, Statement
from crenel.model.truth import FALSE, Truth, all_of, any_of, truth
from crenel.model.value import Known, known
from crenel.policy.managed import managed_policy

_PASSED_TO = "iam:passedtoservice"


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """All that one path needs."""

    needs: tuple[str, ...]
    passed_to: str = ""
    itself: bool = False
    """It is enough to hold the action on one's own name."""
    holders: tuple[str, ...] = ("role", "user", "group")


@cache
def paths() -> tuple[Path, ...]:
    """The paths of the data file."""
    return tuple(msgspec.convert(row, Path) for row in table("escalation").values())


@cache
def links() -> Actions:
    """Every action that is part of a path."""
    return Actions({action for path in paths() for action in path.needs})


class Powers:
    """What an identity holds, asked by escalation paths."""

    def __init__(self, identity: Identity, app: Knowledge) -> None:
        self.identity = identity
        self._reached: dict[tuple[Reach, str, Path], Truth] = {}
        holders = (identity, *app.policies_of(identity))
        self.grants = [
            grant
            for holder in holders
            for grant in (*app.grants_of(holder), *(_managed(holder, app)))
            if not links().misses(grant.action) and not all_services(grant.action).certain
        ]
        self._app = app
        self._named = {
            name for grant in self.grants for name in links().matched(grant.action.text())
        }
        self._open = any(not isinstance(grant.action, Known) for grant in self.grants)

    def walk(self, path: Path) -> Truth:
        """Does the identity hold all of a path?"""
        lacking = not self._open and not self._named.issuperset(path.needs)
        if lacking or self.identity.kind.value not in path.holders:
            return FALSE
        return all_of(self.has(action, path) for action in path.needs)

    def has(self, action: str, path: Path) -> Truth:
        """Does it hold an action, on resources of its choosing, and nothing takes it away?"""
        if action not in self._named and not self._open:
            return FALSE
        return any_of(self._keeps(grant, action, path) for grant in self.grants)

    def links_of(self, path: Path) -> Iterator[Grant]:
        """The grants that a path is made of."""
        for action in path.needs:
            for grant in self.grants:
                if not covers(grant.action, action).refuted:
                    yield grant
                    break

    def _keeps(self, grant: Grant, action: str, path: Path) -> Truth:
        """Does a grant reach far enough, and do denials and the boundary leave it?"""
        held = self._reaches(grant, action, path)
        if held.refuted:
            return held
        given = {_PASSED_TO.replace(":", "_"): path.passed_to} if path.passed_to else {}
        return held & self._app.limits.leave(self.identity, grant, [action], **given)

    def _reaches(self, grant: Grant, action: str, path: Path) -> Truth:
        covered = covers(grant.action, action)
        if covered.refuted:
            return covered
        return grant.allows() & (covered & self._enough(grant.reach, action, path)).under(
            grant.guard
        )

    def _enough(self, reach: Reach, action: str, path: Path) -> Truth:
        """Does a statement reach what the path takes? The same for all actions that it lists."""
        key = (reach, action, path)
        found = self._reached.get(key)
        if found is None:
            found = self._reached[key] = self._free(reach, action) & self._wide(reach, action, path)
            if action == "iam:PassRole":
                found = self._reached[key] = found & _passes(reach, path)
        return found

    def _free(self, reach: Reach, action: str) -> Truth:
        return ~reach.narrowed(WEAK if action != "iam:PassRole" else (*WEAK, _PASSED_TO))

    def _wide(self, reach: Reach, action: str, path: Path) -> Truth:
        wide = reach.open(action.partition(":")[0])
        return wide | truth(path.itself and self._names_itself(reach.statement))

    def _names_itself(self, statement: Statement) -> bool:
        return any(ref.target == self.identity.id for ref in statement.resources.refs())


def _managed(holder: PolicyHolder, app: Knowledge) -> list[Grant]:
    """What the policies that AWS manages give an identity; each stands where it was attached."""
    if not isinstance(holder, Identity) or holder.managed.is_absent().certain:
        return []
    if not any(_links_in(one.text()) for _, one in holder.managed.items()):
        return []
    key = ("managed grants", holder.id)
    return app.once(key, lambda: list(grants(app.managed_statements_of(holder))))


@cache
def _links_in(arn: str) -> bool:
    """Does a policy that AWS manages hold an action of a path? Most of functions do not."""
    policy = managed_policy(arn)
    written = policy.document.get("Statement", []) if policy is not None else []
    return any(map(_has_link, written if isinstance(written, list) else [written]))


def _has_link(statement: dict[str, Any]) -> bool:
    listed = statement.get("Action")
    actions = listed if isinstance(listed, list) else [listed]
    return any(not isinstance(one, str) or not links().misses(known(one)) for one in actions)


def _passes(reach: Reach, path: Path) -> Truth:
    """Does every condition on the service, if there is one, name the path's?"""
    others = (
        (~pair.values.any(lambda one: covers(one, path.passed_to))).under(pair.guard)
        for pair in reach.asked(_PASSED_TO)
        if "not" not in pair.operator
    )
    return ~any_of(others)
