"""Whose role allows to read a secret; a short answer, without boundaries and denials."""

from __future__ import annotations

from crenel.analysis.globs import covers
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import elsewhere
from crenel.model.entities import Function, Identity, Secret, Statement
from crenel.model.truth import FALSE, Truth, any_of, truth, unknown
from crenel.model.value import Value

_READ = "secretsmanager:GetSecretValue"
_MANAGED = (
    "arn:aws:iam::aws:policy/" + name for name in ("AdministratorAccess", "PowerUserAccess")
)
_WIDE = (*_MANAGED, "arn:aws:iam::aws:policy/SecretsManagerReadWrite")


def may_read(app: Knowledge, function: Function, secret: Secret) -> Truth:
    """May the function read the secret? Unknown where its role is not in the application."""
    runs_as = function.identity
    return app.whichever(
        runs_as, Identity, lambda role: _may_read(app, role, secret), none=unknown(runs_as)
    )


def _may_read(app: Knowledge, role: Identity, secret: Secret) -> Truth:
    found = app.once(("readings", role.id), lambda: _readings(app, role))
    stated = any_of(one.of(secret) for one in found)
    return stated | role.managed.any(lambda one: one.equals(*_WIDE))


def _readings(app: Knowledge, role: Identity) -> list[_Reading]:
    found = (_Reading(app, one) for one in app.statements_of(role))
    return [one for one in found if not one.allowed.refuted]


class _Reading:
    """What one statement lets read: which secrets by name, and which besides."""

    def __init__(self, app: Knowledge, statement: Statement) -> None:
        self.allowed = statement.effect.equals("Allow") & statement.actions.any(
            lambda one: covers(one, _READ)
        )
        if not statement.condition.is_absent().certain:
            self.allowed = self.allowed & unknown(statement.condition)
        self.allowed = self.allowed.under(statement.guard)
        self._named: dict[str, list[Truth]] = {}
        others: list[Truth] = []
        for guard, item in () if self.allowed.refuted else statement.resources.items():
            meant = app.resolve(item, Secret)
            if meant is not None:
                self._named.setdefault(meant.id, []).append(truth(True, item).under(guard))
            else:
                others.append((elsewhere(item) | _any_secret(item)).under(guard))
        self._others = any_of(others)

    def of(self, secret: Secret) -> Truth:
        """Does it let read this one?"""
        return self.allowed & (any_of(self._named.get(secret.id, ())) | self._others)


def _any_secret(resource: Value) -> Truth:
    if any(True for _ in resource.refs()):
        return FALSE
    return resource.equals("*") | resource.endswith(":secret:*", ":secretsmanager:*")
