"""What policies on resources allow: in one account they grant where they name the role.

Source: IAM User Guide, "Policy evaluation logic": a resource policy that names the role's own ARN
grants in the same account; one that names the account leaves it to the role's policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from crenel.analysis.globs import fits
from crenel.analysis.permissions.names import Names, kind_of
from crenel.model.entities import Entity, Identity, ResourcePolicy, Statement

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.needs import Need


class Trusted:
    """The statements on resources that name a role."""

    def __init__(self, app: Knowledge, names: Names) -> None:
        self._names = names
        self._app = app

    @property
    def _statements(self) -> dict[str, list[Statement]]:
        """By the ARN of the resource; found once for all functions of an application."""
        return self._app.once("trusted statements", self._found)

    def _found(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for entity, statements in _policies(self._app):
            if kind_of(entity) is not None:
                found.setdefault(self._names.arn(entity), []).extend(statements)
        return found

    def grants(self, need: Need, identity: Identity) -> bool:
        """Does a policy on each resource of a need allow it to this very role?"""
        return bool(need.resources) and all(
            any(
                self._allows(one, need.action, identity)
                for one in self._statements.get(resource.removesuffix("/*"), ())
            )
            for resource in need.resources
        )

    def _allows(self, statement: Statement, action: str, identity: Identity) -> bool:
        if not statement.effect.equals("Allow").certain:
            return False
        named = any(fits(one.text(), action) for _, one in statement.actions.items())
        return named and any(
            self._names.entity(ref) is identity
            for _, _, principal in statement.principals.entries()
            for _, item in principal.items()
            for ref in item.refs()
        )


def _policies(app: Knowledge) -> Iterator[tuple[Entity, Iterable[Statement]]]:
    for identity in app.all(Identity):
        yield identity, identity.trust
    for policy in app.all(ResourcePolicy):
        for ref in policy.target.refs():
            entity = app.application.get(ref.target, Entity)
            if entity is not None:
                yield entity, policy.statements
