"""Whether a bucket holds the application's data."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Bucket, Function, Identity


def holds_data(bucket: Bucket, app: Knowledge) -> bool:
    """Does it tell of its objects, a function read its name, or a function's role name it?"""
    if not bucket.notifications.is_absent().certain:
        return True
    return bucket.id in app.once("what functions name", lambda: _named(app))


def _named(app: Knowledge) -> set[str]:
    named = (
        ref.target
        for function in app.all(Function)
        for _, _, value in function.environment.entries()
        for ref in value.refs()
    )
    granted = (
        ref.target
        for role in app.all(Identity)
        if app.functions_as(role)
        for statement in app.statements_of(role)
        for ref in statement.resources.refs()
    )
    return {*named, *granted}
