"""What the controls of permissions share."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import wide_as_written
from crenel.model.entities import Identity
from crenel.model.truth import Truth, truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value


def names_source(source: Value) -> Truth:
    """Does it name resources of one account? Lambda takes no ``SourceArn`` that is just ``*``.

    What an input gives as a whole may be any ARN; inside an ARN it stands in the place of a name.
    """
    return source.any(lambda one: _given(one) if isinstance(one, Unknown) else _names(one))


def _given(source: Unknown) -> Truth:
    made_here = source.kind in (UnknownKind.PSEUDO, UnknownKind.DEPLOY_TIME)
    return _names(source) if made_here or source.allowed else unknown(source)


def _names(source: Value) -> Truth:
    return truth(True, source) & ~wide_as_written(source)


def of_this_account(principal: Value, app: Knowledge) -> bool:
    """Is it the account that the application is deployed to, or an identity in it?"""
    return "${AWS::AccountId}" in principal.text() or app.resolve(principal, Identity) is not None
