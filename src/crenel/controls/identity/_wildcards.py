"""All actions of a service: the judgements that two controls share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.analysis.grants import Grant, all_services, service_wide
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Judgement, fails_if
from crenel.controls.identity._reach import Note, short
from crenel.model.entities import PolicyHolder
from crenel.model.value import Value

# Services whose few actions all mean "use it": connecting to a database, calling an API.
_SMALL = ("execute-api:", "rds-db:", "appsync:", "ssmmessages:", "ec2messages:", "xray:")


def service_wildcards(
    holder: PolicyHolder, app: Knowledge, notes: Iterable[Note] = ()
) -> Iterator[Judgement]:
    """Bad where an Allow names ``service:*``, or ``*`` on named resources, and any of it is left.

    ``notes`` are places to be named beside what is bad.
    """
    for grant in app.grants_of(holder):
        wide = service_wide(grant.action) & ~grant.action.startswith(*_SMALL)
        wide &= ~grant.action.startswith("logs:") | grant.unscoped()  # its own log group is its own
        if wide.refuted:
            yield fails_if(wide, at=grant.action)
            continue
        if (grant.unscoped() & all_services(grant.action)).certain:
            continue  # wildcard-action tells it
        narrow = grant.reach.narrowed().under(grant.guard)
        yield fails_if(
            grant.allows() & wide & ~narrow & app.limits.leave(holder, grant, named(grant.action)),
            at=grant.action,
            message=f"it may do {grant.action.text()} on {short(grant.resources)}",
            also=[*_rest(holder, app, grant), *notes],
            evidence=f"{grant.action.text()} on {grant.resources}",
        )


def named(action: Value) -> Iterator[str]:
    """The actions that a wildcard stands for; itself, where it stands for no known service's."""
    from crenel.policy.authorization import expand  # noqa: PLC0415 - its data load late

    pattern = action.text()
    everything = all_services(action).possible
    yield from () if everything else expand(pattern)
    if everything or not expand(pattern):
        yield pattern


def _rest(holder: PolicyHolder, app: Knowledge, grant: Grant) -> Iterator[Note]:
    """How much of a wildcard is left, where Deny statements or a boundary take a part away."""
    if app.limits.none(holder):
        return
    names = list(named(grant.action))
    left = app.limits.left(holder, grant, names)
    if 0 < len(left) < len(names):
        yield (
            grant.action.span,
            f"of its {len(names)} actions, {len(left)} are left by Deny statements and boundaries",
        )
