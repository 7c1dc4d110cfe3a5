"""What the code behind a role needs of what it is granted: told beside what is too wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.globs import Actions
from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Function, Identity, PolicyHolder
from crenel.model.source import Span, outward
from crenel.model.value import Value

if TYPE_CHECKING:
    from crenel.analysis.permissions.needs import Need

_MAX = 3


def functions_behind(holder: PolicyHolder, app: Knowledge) -> list[Function]:
    """The functions that run as an identity; for a policy, as those it is attached to."""
    identities = [holder] if isinstance(holder, Identity) else _holders(holder, app)
    return [one for identity in identities for one in app.functions_as(identity)]


def _holders(holder: PolicyHolder, app: Knowledge) -> list[Identity]:
    return [one for one in app.all(Identity) if holder in app.policies_of(one)]


def needs_behind(holder: PolicyHolder, app: Knowledge) -> list[Need] | None:
    """All that the code behind a role needs; None where that is not all known."""
    functions = functions_behind(holder, app) if app.code is not None else []
    found = [app.permissions.of(one) for one in functions]
    if not found or not all(one.told for one in found):
        return None
    return [need for one in found for need in (*one.wanted, *one.companions)]


def notes(
    holder: PolicyHolder, app: Knowledge, actions: Actions
) -> Iterator[tuple[Span | None, str]]:
    """The calls that need one of the actions, and on what; or that none does."""
    needs = needs_behind(holder, app)
    if needs is None:
        return
    called = [need for need in needs if actions.matched(need.action) and not need.optional]
    for need in called[:_MAX]:
        span = outward(need.span) if need.span is not None else None
        yield span, f"the code needs {need.action} on {app.permissions.on(need)}"
    if not called:
        yield holder.origin.span, "no code behind it calls any of these"


def needed_of(holder: PolicyHolder, app: Knowledge, policy: Value) -> list[str] | None:
    """The actions of an attached policy that the code behind a role needs; None: not all known."""
    needs = needs_behind(holder, app)
    if needs is None:
        return None
    from crenel.analysis.permissions.judged import matches  # noqa: PLC0415 - loads late

    rows = [
        row
        for one in functions_behind(holder, app)[:1]
        for row in app.permissions.of(one).grants.rows
        if row.span == policy.span and row.source == "managed"
    ]
    wanted = {need.action for need in needs if not need.optional}
    return sorted(one for one in wanted if any(matches(row, one) for row in rows))
