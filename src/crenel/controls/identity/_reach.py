"""The question that most controls of this family ask: is an action allowed on every resource?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.analysis.globs import Actions
from crenel.analysis.grants import (
    Grant,
    all_services,
    service_wide,
)
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Judgement, fails_if
from crenel.controls.identity._needed import notes
from crenel.model.entities import PolicyHolder
from crenel.model.source import Span
from crenel.model.truth import Truth

Note = tuple[Span | None, str]


def everywhere(
    holder: PolicyHolder,
    app: Knowledge,
    actions: Actions,
    power: str,
    *,
    whole_services: bool = True,
) -> Iterator[Judgement]:
    """One judgement for each grant that covers some of the actions: bad on every resource.

    A grant of all actions is left to ``wildcard-action``; one of all actions of a service is left
    to ``service-wildcard`` unless ``whole_services``. ``power`` completes "it may ...".
    """
    for grant in app.grants_of(holder):
        if actions.misses(grant.action) or all_services(grant.action).certain:
            continue
        if not whole_services and service_wide(grant.action).certain:
            continue
        bad = grant.unscoped() & actions.covered(grant.action)
        if not bad.refuted:
            bad &= app.limits.leave(holder, grant, matched(actions, grant))
        yield told(grant, bad, power, notes(holder, app, actions) if bad.possible else ())


def matched(actions: Actions, grant: Grant) -> tuple[str, ...]:
    """Those of the actions that a grant covers; all, where its pattern is not known."""
    known = grant.action.known()
    return actions.matched("*" if known is None else str(known))


def told(grant: Grant, bad: Truth, power: str, more: Iterable[Note] = ()) -> Judgement:
    """The judgement about a grant, at its action; ``more`` says what the code needs of it."""
    return fails_if(
        bad,
        at=grant.action,
        message=f"it may {power}: {grant.action.text()} on {short(grant.resources)}",
        also=[(grant.statement.resources, "on these resources"), *more],
        evidence=f"{grant.action.text()} on {grant.resources}",
    )


def short(text: str, limit: int = 80) -> str:
    """Text for a message, cut where it is long."""
    return text if len(text) <= limit else text[: limit - 3] + "..."
