"""What the controls of permissions share."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import wide_as_written
from crenel.model.entities import Identity
from crenel.model.truth import Truth
from crenel.model.value import Value


def names_source(source: Value) -> Truth:
    """Does it name resources of one account? Lambda takes no ``SourceArn`` that is just ``*``."""
    return source.is_present() & ~wide_as_written(source)


def of_this_account(principal: Value, app: Knowledge) -> bool:
    """Is it the account that the application is deployed to, or an identity in it?"""
    return "${AWS::AccountId}" in principal.text() or app.resolve(principal, Identity) is not None
