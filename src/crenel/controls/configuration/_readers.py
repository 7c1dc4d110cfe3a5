"""Whose role allows to read a secret; a short answer, without boundaries and denials."""

from __future__ import annotations

from crenel.analysis.globs import covers
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import means
from crenel.model.entities import Function, Identity, Secret, Statement
from crenel.model.truth import FALSE, Truth, any_of, unknown
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
    return app.once(("may read", role.id, secret.id), lambda: _reads(app, role, secret))


def _reads(app: Knowledge, role: Identity, secret: Secret) -> Truth:
    stated = any_of(_allows(app, one, secret).under(one.guard) for one in app.statements_of(role))
    return stated | role.managed.any(lambda one: one.equals(*_WIDE))


def _allows(app: Knowledge, statement: Statement, secret: Secret) -> Truth:
    allowed = (
        statement.effect.equals("Allow")
        & statement.actions.any(lambda one: covers(one, _READ))
        & (means(app, statement.resources, secret) | statement.resources.any(_any_secret))
    )
    if statement.condition.is_absent().certain or allowed.refuted:
        return allowed
    return allowed & unknown(statement.condition)


def _any_secret(resource: Value) -> Truth:
    if any(True for _ in resource.refs()):
        return FALSE
    return resource.equals("*") | resource.endswith(":secret:*", ":secretsmanager:*")
